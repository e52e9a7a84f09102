import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isDomainError } from '@affinity-engine/kernel';
import { demoCatalogueFolder, loadCatalogue } from './index.js';

const file = 'quotation-products/medical-civil-liability-partner.json';
type Json = Record<string, unknown>;
type Product = Json & {
  readonly questionnaire: { entries: (Json & { code: string })[] };
  readonly rating: { rows: Json[]; factors: { of: Json[] }[] };
  readonly paymentMethods: Json[];
  readonly underwriting: Json[];
};

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The demo catalogue with its quotation product changed. */
async function problemsWith(change: (product: Product) => void): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-catalogue-'));
  folders.push(folder);
  cpSync(demoCatalogueFolder, folder, { recursive: true });
  const product = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Product;
  change(product);
  writeFileSync(join(folder, file), JSON.stringify(product));
  try {
    await loadCatalogue(folder);
    return [];
  } catch (thrown) {
    if (!isDomainError(thrown)) throw thrown;
    const problems = thrown.properties['problems'] as readonly { file: string; path: string; expected: string }[];
    return problems.map((problem) => `${problem.file} ${problem.path}: expected ${problem.expected}`);
  }
}

const entry = ({ questionnaire }: Product, code: string): Json =>
  questionnaire.entries.find((each) => each.code === code) as Json;

const limit = (product: Product): Json => (entry(product, 'LIMIT-DEDUCTIBLE')['questions'] as readonly Json[])[0] ?? {};

const kindsOfCondition =
  'only code with is or only code with in or only code with answered or only all or only any or only not';

describe('a quotation product', () => {
  it('of the demo catalogue is loaded with its version and its insurer', async () => {
    const { quotationProducts } = await loadCatalogue(demoCatalogueFolder);
    expect(
      quotationProducts.map(({ operationCode, insurer, validDays }) => [operationCode, insurer.id, validDays]),
    ).toEqual([['MEDICAL-CIVIL-LIABILITY-PARTNER', 'ins-5036', 15]]);
    expect(quotationProducts[0]?.version).toMatch(/^[0-9a-f]{16}$/);
  });

  it('may be missing altogether', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affinity-catalogue-'));
    folders.push(folder);
    cpSync(demoCatalogueFolder, folder, { recursive: true });
    rmSync(join(folder, 'quotation-products'), { recursive: true });
    expect((await loadCatalogue(folder)).quotationProducts).toEqual([]);
  });

  it.each<[string, (product: Product) => void, string]>([
    [
      'a cycle',
      (product) => {
        entry(product, 'CLAIMS')['required'] = { code: 'RETROACTIVITY', answered: true };
        entry(product, 'RETROACTIVITY')['required'] = { code: 'CLAIMS', answered: true };
      },
      'CLAIMS',
    ],
    [
      'a reference to nothing',
      (product) => (entry(product, 'CLAIMS')['applies'] = { code: 'NOTHING', is: 1 }),
      '$.questionnaire.entries',
    ],
    [
      'a negative factor',
      (product) => Object.assign(product.rating.factors[0]?.of[0] as Json, { factor: '-1.15' }),
      '$.rating.factors[0].of[0].factor: expected an exact decimal from 0 to 9999, as text',
    ],
    [
      'a negative premium',
      (product) => Object.assign(product.rating.rows[0] as Json, { net: -1 }),
      '$.rating.rows[0].net: expected a whole number from 0',
    ],
    [
      'a missing row',
      (product) => void product.rating.rows.pop(),
      '$.rating.rows: expected a row for 2000000, MINIMUM',
    ],
    [
      'an unknown insurer',
      (product) => (product['insurerId'] = 'ins-1'),
      '$.insurerId: expected an insurer of this catalogue',
    ],
    [
      'an untaxed line',
      (product) => (product['line'] = 'marine'),
      '$.line: expected a line taxes.json has a row for in BR',
    ],
    ['a property nobody knows', (product) => (product['colour'] = 'red'), '$.colour: expected no such property'],
    [
      'a condition that says nothing',
      (product) => (entry(product, 'CLAIMS')['applies'] = { code: 'PERSON-TYPE' }),
      `$.questionnaire.entries`,
    ],
    [
      'a condition of two kinds, one of them a combination',
      (product) =>
        Object.assign(product.underwriting[0] as Json, {
          when: { code: 'CLAIMS', is: 2, all: [{ code: 'LIMIT', is: 30000 }] },
        }),
      `$.underwriting[0].when: expected ${kindsOfCondition}`,
    ],
    [
      'a condition of two kinds on one answer',
      (product) => Object.assign(product.underwriting[0] as Json, { when: { code: 'CLAIMS', is: 2, in: [0] } }),
      `$.underwriting[0].when: expected ${kindsOfCondition}`,
    ],
    [
      'a condition of two kinds deep within another',
      (product) =>
        (entry(product, 'CLAIMS')['required'] = {
          any: [{ not: { code: 'PERSON-TYPE', is: 'LEGAL', not: { code: 'PERSON-TYPE', is: 'LEGAL' } } }],
        }),
      `$.questionnaire.entries[14].required.any[0].not: expected ${kindsOfCondition}`,
    ],
    [
      'a combination that looks at an answer besides',
      (product) =>
        Object.assign(product.underwriting[0] as Json, {
          when: { code: 'CLAIMS', any: [{ code: 'LIMIT', is: 30000 }] },
        }),
      `$.underwriting[0].when: expected ${kindsOfCondition}`,
    ],
    [
      'variants of no questions',
      (product) => delete entry(product, 'LIMIT-DEDUCTIBLE')['questions'],
      '$.questionnaire.entries[19].questions: expected a list of 1 to 20 entries; it is missing',
    ],
    [
      'a question of a variant that is checked with others',
      (product) => Object.assign(limit(product), { checkedWith: [] }),
      '$.questionnaire.entries[19].questions[0].checkedWith: expected no such property; the type integer has code,',
    ],
    [
      'a question of a variant with what another type has',
      (product) => Object.assign(limit(product), { maxItems: 2 }),
      '$.questionnaire.entries[19].questions[0].maxItems: expected no such property; the type integer has code,',
    ],
    [
      'neither yes or no nor a condition where one of them is wanted',
      (product) => (entry(product, 'CLAIMS')['required'] = 0),
      '$.questionnaire.entries[14].required: expected true or false or an object',
    ],
    [
      'a choice without its value',
      (product) => delete (entry(product, 'PERSON-TYPE')['choices'] as readonly Json[])[0]?.['value'],
      '.choices[0].value: expected text of at most 500 characters or a number or true or false; it is missing',
    ],
    [
      'a due day no price is made with',
      (product) => (entry(product, 'DUE-DAY')['max'] = 31),
      '$.questionnaire.entries[22].max: expected a number from 1 to 20',
    ],
    [
      'two factors for one answer',
      (product) => product.rating.factors[0]?.of.push({ is: 1, factor: '2' }),
      '$.rating.factors[0].of[2].is: expected an answer to CLAIMS no factor before is for',
    ],
    [
      'a premium no total can be made of',
      (product) => Object.assign(product.rating.rows[3] as Json, { net: Number.MAX_SAFE_INTEGER }),
      '$.rating.rows[3].net: expected an amount that with the largest factors, loading, interest and tax comes to',
    ],
    [
      'two underwriting rules of one code',
      (product) => product.underwriting.push({ ...product.underwriting[0] }),
      '$.underwriting[2].code: expected a code no rule before has',
    ],
    [
      'a question of a variant by the code of an entry',
      (product) => Object.assign(limit(product), { code: 'CLAIMS' }),
      '$.questionnaire.entries[19].questions[0].code: expected a code of its own; CLAIMS is read outside of variants',
    ],
    [
      'a first day of cover that is no day',
      (product) => (entry(product, 'START-VIGENCY-DATE')['type'] = 'text'),
      '$.questionnaire.entries[16].type: expected date',
    ],
    [
      'a window for the start of cover that goes back',
      (product) => Object.assign(product, { startWindow: { pastDays: -1, futureDays: 30 } }),
      '$.startWindow.pastDays: expected a whole number from 0 to 3660',
    ],
    [
      'a window for a start of cover that is not asked for',
      (product) => (entry(product, 'START-VIGENCY-DATE')['code'] = 'START'),
      '$.startWindow: expected a question START-VIGENCY-DATE',
    ],
    [
      'a question without text',
      (product) => delete entry(product, 'CLAIMS')['text'],
      '.text: expected text of 1 to 500',
    ],
    [
      'too many installments',
      (product) => Object.assign(product.paymentMethods[0] as Json, { cap: 121 }),
      '$.paymentMethods[0].cap: expected a whole number from 1 to 120',
    ],
    [
      'a method nobody can choose',
      (product) => Object.assign(product.paymentMethods[0] as Json, { method: 'CASH' }),
      '$.paymentMethods[0].method: expected one of CREDIT-CARD, TICKET, each once',
    ],
  ])('with %s is listed with its file and path', async (_, change, listed) => {
    const problems = await problemsWith(change);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter((problem) => !problem.startsWith(`${file} $`))).toEqual([]);
    expect(problems.join('\n')).toContain(listed);
  });

  it.each<[string, string, Json]>([
    ['choices of a text', 'INSURED-ADDRESS-CITY', { choices: [{ value: 'X', text: 'X' }] }],
    ['choices of a decimal', 'GRIEVANCE-DISCOUNT', { choices: [{ value: '10', text: 'X' }] }],
    ['the format of a date', 'START-VIGENCY-DATE', { format: 'cpf' }],
    ['the number of items of a date', 'START-VIGENCY-DATE', { maxItems: 2 }],
    ['the length of a date', 'START-VIGENCY-DATE', { minLength: 3 }],
    ['a default of a date', 'START-VIGENCY-DATE', { default: '2022-01-01' }],
    ['the least of a choice', 'INSURED-ADDRESS-STATE', { min: 'AC' }],
    ['the most of a choice', 'INSURED-ADDRESS-STATE', { max: 'AM' }],
    ['a default of a list', 'CATEGORIES', { default: 'SURGERY' }],
    ['the least of an identifier', 'PAYMENT-INSTALLMENT-IDENTIFIER', { min: 1 }],
    ['questions of an integer', 'CLAIMS', { questions: [{ code: 'A', type: 'date', text: 'A', required: true }] }],
    ['what an integer is derived from', 'CLAIMS', { from: ['LIMIT-DEDUCTIBLE'] }],
    ['whether what is derived is required', 'NET-VALUE', { required: true }],
  ])('is refused where it gives %s', async (_, code, property) => {
    const [name = ''] = Object.keys(property);
    let [at, type]: unknown[] = [];
    const problems = await problemsWith((product) => {
      const changed = Object.assign(entry(product, code), property);
      [at, type] = [product.questionnaire.entries.findIndex((each) => each.code === code), changed['type']];
    });
    expect(problems).toEqual([
      expect.stringContaining(
        `${file} $.questionnaire.entries[${String(at)}].${name}: expected no such property; the type ${String(type)} has `,
      ),
    ]);
  });
});
