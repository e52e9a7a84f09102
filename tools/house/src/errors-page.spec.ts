import { catalogueFileErrors, demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { documentErrors } from '@affinity-engine/adapter-documents';
import { edgeErrors, errorStatuses } from '@affinity-engine/adapter-http';
import { affinityErrors } from '@affinity-engine/affinity';
import { affinityGroupErrors } from '@affinity-engine/affinity-group';
import { agencyErrors } from '@affinity-engine/agency-number';
import { catalogueErrors } from '@affinity-engine/catalogue';
import { eligibilityErrors, reasonSentences } from '@affinity-engine/eligibility';
import { identityErrors } from '@affinity-engine/identity';
import { kernelErrors, optionErrors } from '@affinity-engine/kernel';
import { premiumErrors } from '@affinity-engine/premium';
import { questionnaireErrors } from '@affinity-engine/questionnaire';
import { quotationErrors } from '@affinity-engine/quotation';
import { webhookErrors } from '@affinity-engine/webhook';
import { describe, expect, it } from '@jest/globals';
import { papers, read } from './papers.js';

const tables = {
  kernel: { ...kernelErrors, ...optionErrors },
  catalogue: catalogueErrors,
  premium: premiumErrors,
  questionnaire: questionnaireErrors,
  eligibility: { ...eligibilityErrors, ...reasonSentences },
  affinity: affinityErrors,
  'affinity-group': affinityGroupErrors,
  quotation: quotationErrors,
  'agency-number': agencyErrors,
  webhook: webhookErrors,
  identity: identityErrors,
  'adapter-http': edgeErrors,
  'adapter-catalogue': catalogueFileErrors,
  'adapter-documents': documentErrors,
} as const;

type Line = readonly [code: string, library: string, answered: string, sentence: string];

/** The status of a code in each dialect it can reach; a dash where it reaches none. */
function answered(code: string): string {
  const all = Object.entries(errorStatuses).flatMap(([dialect, statuses]) =>
    statuses[code] === undefined ? [] : [`${dialect} ${statuses[code]}`],
  );
  return all.length === 0 ? '–' : all.join(', ');
}

const fromCode = (): readonly Line[] =>
  Object.entries(tables).flatMap(([library, table]) =>
    Object.entries(table).map(([code, sentence]): Line => [code, library, answered(code), sentence]),
  );

const fromPage = (): readonly string[] =>
  read('docs/errors.md')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line));

/** What the demo's quotation products ask, choose from and decide by: written like codes of errors. */
async function answerCodes(): Promise<readonly string[]> {
  const { quotationProducts } = await loadCatalogue(demoCatalogueFolder);
  return JSON.stringify(quotationProducts).match(/[A-Z]{3,}(?:-[A-Z]{3,})+/g) ?? [];
}

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
    expect(fromPage().filter((line) => line.split(' | ').length !== 5 || !remedy.test(line))).toEqual([]);
  });
});

describe('documents', () => {
  it('name codes of errors and of answers that exist', async () => {
    const codes = new Set([
      ...fromCode().map(([code]) => code),
      ...Object.keys(reasonSentences),
      ...(await answerCodes()),
    ]);
    const named = papers().flatMap((paper) =>
      [...read(paper).matchAll(/`([A-Z]{3,}(?:-[A-Z]{3,})+)`/g)].map(([, code = '']) => ({ paper, code })),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ code }) => !codes.has(code))).toEqual([]);
  });
});
