import { progress, report } from '@affinity-engine/tool-bench/report';
import { mutate } from './mutate.js';

/** The mutated libraries, and the percentage of mutants that their tests must detect. */
const targets: Readonly<Record<string, number>> = {
  kernel: 90,
  premium: 90,
  questionnaire: 90,
  'agency-default': 85,
  eligibility: 85,
  affinity: 85,
  webhook: 85,
  'adapter-delivery': 85,
};

async function measured(library: string, target: number): Promise<boolean> {
  progress(`mutating libs/${library}: some minutes`);
  const { score, killed, timedOut, survived, uncovered } = await mutate(library);
  return report(`mutation-${library}`, [
    { figure: 'mutation score', value: score, unit: '%', target: `>= ${target} %`, pass: score >= target },
    { figure: 'mutants a test fails for', value: killed, unit: '' },
    { figure: 'mutants that never end', value: timedOut, unit: '' },
    { figure: 'mutants no test fails for', value: survived, unit: '' },
    { figure: 'mutants no test comes by', value: uncovered, unit: '' },
  ]);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(targets, name));
if (unknown.length > 0) {
  console.log('Usage: npm run mutation [-- LIBRARY…]      all, or the named ones\n');
  for (const [name, target] of Object.entries(targets)) console.log(`  ${name.padEnd(17)} >= ${target} %`);
  process.exitCode = unknown[0] === '--help' ? 0 : 2;
} else {
  let met = true;
  for (const [library, target] of Object.entries(targets)) {
    if (names.length === 0 || names.includes(library)) met = (await measured(library, target)) && met;
  }
  process.exitCode = met ? 0 : 1;
}
