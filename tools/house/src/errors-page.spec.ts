import { catalogueFileErrors, demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { documentErrors } from '@affinity-engine/adapter-documents';
import { edgeErrors, errorStatuses, guideOf } from '@affinity-engine/adapter-http';
import { affinityErrors } from '@affinity-engine/affinity';
import { affinityGroupErrors } from '@affinity-engine/affinity-group';
import { agencyErrors } from '@affinity-engine/agency-number';
import { catalogueErrors } from '@affinity-engine/catalogue';
import { eligibilityErrors, reasonSentences } from '@affinity-engine/eligibility';
import { identityErrors } from '@affinity-engine/identity';
import { kernelErrors, optionErrors } from '@affinity-engine/kernel';
import { privacyErrors } from '@affinity-engine/privacy';
import { premiumErrors } from '@affinity-engine/premium';
import { questionnaireErrors } from '@affinity-engine/questionnaire';
import { quotationErrors } from '@affinity-engine/quotation';
import { quotationProductErrors } from '@affinity-engine/quotation-product';
import { refusalErrors } from '@affinity-engine/refusal';
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
  'quotation-product': quotationProductErrors,
  'agency-number': agencyErrors,
  webhook: webhookErrors,
  identity: identityErrors,
  privacy: privacyErrors,
  refusal: refusalErrors,
  'adapter-http': edgeErrors,
  'adapter-catalogue': catalogueFileErrors,
  'adapter-documents': documentErrors,
} as const;

type Line = readonly [code: string, library: string, answered: string, sentence: string];

/** The status of a code in each dialect that can return it; a dash for the others. */
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

const page = read('docs/errors.md');
const everyCode = '\n## Every code\n';

const fromPage = (): readonly string[] =>
  page
    .slice(page.indexOf(everyCode))
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line));

/** The sentences and names of a dialect's own, from the source of its error table. */
const ownWords = (dialect: string, word: RegExp): readonly string[] => [
  ...new Set([...read(`libs/adapter-http/src/${dialect}/errors.ts`).matchAll(word)].map(([, found = '']) => found)),
];
const quotationWords = ownWords('quotation', /\bcode: '([A-Z-]+)'/g);

/** The text under a heading of the page. */
const under = (heading: string): string => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

/** Codes in the demo's quotation products: questions, answers and rules. They look like codes of errors. */
async function answerCodes(): Promise<readonly string[]> {
  const { quotationProducts } = await loadCatalogue(demoCatalogueFolder);
  return JSON.stringify(quotationProducts).match(/[A-Z]{3,}(?:-[A-Z]{3,})+/g) ?? [];
}

/** The last column is written by hand: what a caller can do about the error. */
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

  it('has each code that a caller can get where its guide leads to, with the same sentence', () => {
    for (const [code, library, , sentence] of fromCode().filter(
      ([, , statuses]) => !/^–$|(?:^| )\w+ 500/.test(statuses),
    )) {
      expect({ code, ...guideOf(code) }).toEqual({ code, sentence, guide: `docs/errors.md#${library}` });
      expect(under(library)).toContain(`| \`${code}\` |`);
    }
    expect(guideOf('LATER-CODE').guide).toBe('docs/errors.md#every-code');
  });

  it('says of every code what to do about it', () => {
    expect(fromPage().filter((line) => line.split(' | ').length !== 5 || !remedy.test(line))).toEqual([]);
  });
});

describe('a sentence or name on the wire', () => {
  it('that only the quotation dialect has is on the page, with what to do', () => {
    const lines = under('The quotation dialect on the wire').split('\n');
    expect(quotationWords).toContain('TOKEN-ERROR');
    expect(quotationWords.filter((code) => !lines.some((line) => line.startsWith(`| \`${code}\` |`)))).toEqual([]);
  });

  it('that the quotation dialect uses for a code of the tables is listed with that code', () => {
    const [, tables = ''] = read('libs/adapter-http/src/quotation/errors.ts').split('export const gateway');
    const renamed = [...tables.matchAll(/^ {2}'([A-Z-]+)': /gm)].map(([, code = '']) => code);
    expect(renamed).toEqual(expect.arrayContaining(['CARD-INVALID', 'OPERATION-UNKNOWN', 'QUOTA-EXCEEDED']));
    // These two cannot occur there: the dialect has neither tokens nor roles.
    const silent = ['ROLE-REFUSED', 'TOKEN-INVALID'];
    const section = under('The quotation dialect on the wire');
    expect(renamed.filter((code) => !silent.includes(code) && !section.includes(code))).toEqual([]);
  });

  it('of groups and producer codes is on the page', () => {
    const lines = under('Groups and producer codes on the wire').split('\n');
    const exceptions = lines.flatMap((line) => line.match(/^\| (\w+Exception) \|/)?.[1] ?? []);
    expect(exceptions.sort()).toEqual([...ownWords('cloud-admin', /\berrorCode: '(\w+)'/g)].sort());
  });

  it('has the same status on the page as in the dialects', () => {
    const statuses = [...under('Groups and producer codes on the wire').matchAll(/^\| (\w+Exception) \| (\d+) \|/gm)];
    const source = read('libs/adapter-http/src/cloud-admin/errors.ts');
    for (const [, name = '', status = ''] of statuses) {
      expect(source).toMatch(new RegExp(`status: ${status},\\s+errorCode: '${name}'`));
    }
  });
});

describe('documents', () => {
  it('name codes of errors and of answers that exist', async () => {
    const codes = new Set([
      ...fromCode().map(([code]) => code),
      ...quotationWords,
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
