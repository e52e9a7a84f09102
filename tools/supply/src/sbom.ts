import { execFileSync } from 'node:child_process';
import { root } from './project.js';

/** A bill of materials in CycloneDX, as JSON: what runs, with versions, licences and digests. */
export function billOfMaterials(): string {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  return execFileSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
