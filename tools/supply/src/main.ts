import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditPackages } from './audit.js';
import { billOfMaterials } from './sbom.js';
import { allowedScripts, undecidedScripts } from './install-scripts.js';
import { doubtfulLicences, licencesOf } from './licences.js';
import { patternsOfProject, slowPatterns } from './patterns.js';
import { lockedPackages, root } from './project.js';

const usage = `npm run supply    what the engine is made of, and what is known of it:
  a bill of materials (CycloneDX) in .reports/sbom.json, licences, install scripts, advisories, slow patterns
Exits with 1 for a doubtful licence, an install script nobody decided on, a severe advisory, or a slow pattern.`;

if (process.argv.length > 2) {
  console.log(usage);
  process.exit(process.argv[2] === '--help' ? 0 : 2);
}

const packages = lockedPackages();
const problems: string[] = [];

mkdirSync(join(root, '.reports'), { recursive: true });
writeFileSync(join(root, '.reports', 'sbom.json'), billOfMaterials());
console.log(`${packages.filter(({ dev }) => !dev).length} packages run, ${packages.length} in all: .reports/sbom.json`);

console.log('\nLicences of what runs:');
for (const [licence, count] of licencesOf(packages.filter(({ dev }) => !dev))) console.log(`  ${licence}: ${count}`);
problems.push(...doubtfulLicences(packages).map((each) => `doubtful licence: ${each}`));

console.log('\nInstall scripts, and whether they may run:');
const decided = allowedScripts();
for (const [name, runs] of Object.entries(decided)) console.log(`  ${name}: ${runs ? 'yes' : 'no'}`);
problems.push(...undecidedScripts(packages, decided).map((name) => `an install script nobody decided on: ${name}`));

const audit = await auditPackages();
if (audit.answered) {
  console.log(`\nAdvisories for what runs: ${audit.advisories}, ${audit.severe} of them high or critical`);
  if (audit.severe > 0) problems.push(`${audit.severe} severe advisories: npm audit --omit dev`);
} else {
  console.warn(`\nWARNING: NO ADVISORY DATABASE ANSWERED (${audit.why}). Nothing is known about advisories.`);
}

const patterns = patternsOfProject();
const slow = await slowPatterns(patterns);
console.log(`\n${patterns.length} patterns checked, ${slow.length} slow`);
problems.push(...slow.map((each) => `slow pattern: ${each}`));

for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
