import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueFileErrors } from '@affinity-engine/adapter-catalogue';
import { documentErrors } from '@affinity-engine/adapter-documents';
import { edgeErrors, errorStatuses } from '@affinity-engine/adapter-http';
import { affinityErrors } from '@affinity-engine/affinity';
import { catalogueErrors } from '@affinity-engine/catalogue';
import { identityErrors } from '@affinity-engine/identity';
import { kernelErrors } from '@affinity-engine/kernel';
import { premiumErrors } from '@affinity-engine/premium';
import { webhookErrors } from '@affinity-engine/webhook';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(join(import.meta.dirname, '../../../docs/errors.md'), 'utf8');

const tables = {
  kernel: kernelErrors,
  catalogue: catalogueErrors,
  premium: premiumErrors,
  affinity: affinityErrors,
  webhook: webhookErrors,
  identity: identityErrors,
  'adapter-http': edgeErrors,
  'adapter-catalogue': catalogueFileErrors,
  'adapter-documents': documentErrors,
} as const;

type Line = readonly [code: string, library: string, affinity: string, ops: string, sentence: string];

const fromCode = (): readonly Line[] =>
  Object.entries(tables).flatMap(([library, table]) =>
    Object.entries(table).map(([code, sentence]): Line => {
      const status = (errorStatuses as Readonly<Record<string, { affinity: number; ops: number }>>)[code];
      return [code, library, String(status?.affinity ?? '–'), String(status?.ops ?? '–'), sentence];
    }),
  );

const fromPage = (): readonly string[] => page.split('\n').filter((line) => /^\| `[A-Z]/.test(line));

describe('the page of errors', () => {
  it('holds every code with its sentence and statuses, and no other', () => {
    const lines = fromCode().map(([code, ...rest]) => `| \`${code}\` | ${rest.join(' | ')} |`);
    expect([...fromPage()].sort()).toEqual(lines.sort());
  });
});
