import { execFile } from 'node:child_process';
import { root } from './project.js';

/** What an advisory database says of the packages that run, or why none answered. */
export type Audit =
  | { readonly answered: true; readonly advisories: number; readonly severe: number }
  | { readonly answered: false; readonly why: string };

type Report = {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly error?: { readonly code?: string; readonly summary?: string };
  readonly message?: string;
};

/** Asks the registry's advisory database about the packages that run. */
export const auditPackages = (): Promise<Audit> =>
  new Promise((resolve) => {
    const args = ['audit', '--omit', 'dev', '--json', '--fetch-retries', '0', '--fetch-timeout', '15000'];
    execFile('npm', args, { cwd: root, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (failure, stdout) => {
      resolve(auditIn(stdout, failure));
    });
  });

/** npm ends with an error also where it found advisories: what it printed counts. */
export function auditIn(stdout: string, failure: Error | null): Audit {
  try {
    const { metadata, error, message } = JSON.parse(stdout) as Report;
    const counts = metadata?.vulnerabilities;
    if (counts === undefined) {
      return {
        answered: false,
        why: [error?.summary, message, error?.code].find(isText) ?? 'the answer has no counts',
      };
    }
    return {
      answered: true,
      advisories: counts['total'] ?? 0,
      severe: (counts['high'] ?? 0) + (counts['critical'] ?? 0),
    };
  } catch {
    return { answered: false, why: failure?.message.split('\n')[0] ?? 'npm printed no JSON' };
  }
}

const isText = (text: string | undefined): text is string => text !== undefined && text !== '';
