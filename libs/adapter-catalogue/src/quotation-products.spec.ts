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
};

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The demo catalogue with its quotation product changed. */
async function faultsWith(change: (product: Product) => void): Promise<readonly string[]> {
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
    const faults = thrown.properties['faults'] as readonly { file: string; path: string; expected: string }[];
    return faults.map((fault) => `${fault.file} ${fault.path}: expected ${fault.expected}`);
  }
}

const entry = ({ questionnaire }: Product, code: string): Json =>
  questionnaire.entries.find((each) => each.code === code) as Json;

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
  ])('with %s is told with its file and path', async (_, change, told) => {
    const faults = await faultsWith(change);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.filter((fault) => !fault.startsWith(`${file} $`))).toEqual([]);
    expect(faults.join('\n')).toContain(told);
  });
});
