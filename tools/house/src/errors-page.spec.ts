import { catalogueFileErrors } from '@affinity-engine/adapter-catalogue';
import { documentErrors } from '@affinity-engine/adapter-documents';
import { edgeErrors, errorStatuses } from '@affinity-engine/adapter-http';
import { affinityErrors } from '@affinity-engine/affinity';
import { agencyErrors } from '@affinity-engine/agency-number';
import { catalogueErrors } from '@affinity-engine/catalogue';
import { identityErrors } from '@affinity-engine/identity';
import { kernelErrors } from '@affinity-engine/kernel';
import { premiumErrors } from '@affinity-engine/premium';
import { questionnaireErrors } from '@affinity-engine/questionnaire';
import { webhookErrors } from '@affinity-engine/webhook';
import { describe, expect, it } from '@jest/globals';
import { papers, read } from './papers.js';

const tables = {
  kernel: kernelErrors,
  catalogue: catalogueErrors,
  premium: premiumErrors,
  questionnaire: questionnaireErrors,
  affinity: affinityErrors,
  'agency-number': agencyErrors,
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

const fromPage = (): readonly string[] =>
  read('docs/errors.md')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line));

/** The last column is written by hand: what to do about it. */
const remedy = / [^|]+\.\s*\|$/;

describe('the page of errors', () => {
  it('holds every code with its sentence and statuses, and no other', () => {
    const lines = fromCode().map(([code, ...rest]) => `| \`${code}\` | ${rest.join(' | ')} |`);
    expect(
      fromPage()
        .map((line) => line.replace(remedy, ''))
        .sort(),
    ).toEqual(lines.sort());
  });

  it('says of every code what to do about it', () => {
    expect(fromPage().filter((line) => line.split(' | ').length !== 6 || !remedy.test(line))).toEqual([]);
  });
});

describe('documents', () => {
  it('name codes of errors that exist', () => {
    const codes = new Set(fromCode().map(([code]) => code));
    const named = papers().flatMap((paper) =>
      [...read(paper).matchAll(/`([A-Z]{3,}(?:-[A-Z]{3,})+)`/g)].map(([, code = '']) => ({ paper, code })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ code }) => !codes.has(code))).toEqual([]);
  });
});
