import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { isDomainError, plainDate } from '@affinity-engine/kernel';
import { quotationProblems, type QuotationDraft } from './check-quotation-products.js';
import type { Problem } from '@affinity-engine/kernel';
import { problemsOf } from './problems.js';
import { validator } from './formats.js';
import { demoCatalogueFolder, loadCatalogue } from './index.js';
import { quotationProductSchema } from './quotation-schema.js';

const file = 'quotation-products/medical-civil-liability-partner.json';
const text = readFileSync(join(demoCatalogueFolder, file), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'affinity-catalogue-'));
cpSync(demoCatalogueFolder, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Steps = readonly (string | number)[];
type Holder = Record<string | number, unknown>;

/** Long lists of equal items: breaking the first one is enough. */
const alike = new Set<unknown>(['choices', 'rows', 'of']);

/** Every path within a value, at any depth. */
function placesIn(value: unknown, steps: Steps = []): readonly Steps[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const broken = alike.has(steps.at(-1)) ? names.slice(0, 1) : names;
  return broken.flatMap((name) => [[...steps, name], ...placesIn((value as Holder)[name], [...steps, name])]);
}

const instead: readonly unknown[] = [undefined, null, [], {}, 0, 'x'];

type Broken = { readonly how: string; readonly product: unknown };

/** The product with one place replaced or removed. */
function broken(steps: Steps, value: unknown): Broken {
  const product = JSON.parse(text) as Holder;
  const holder = steps.slice(0, -1).reduce((within, name) => within[name] as Holder, product);
  const name = steps.at(-1) ?? '';
  if (value !== undefined) holder[name] = value;
  else if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete holder[name];
  return { how: `${JSON.stringify(value) ?? 'nothing'} at ${steps.join('.')}`, product };
}

const everyBroken = placesIn(JSON.parse(text)).flatMap((steps) => instead.map((value) => broken(steps, value)));

/** Whether the expectation is reported. */
const isTold = (expected: string): boolean => expected !== '' && !expected.includes('another value');

describe('a quotation product that is broken anywhere', () => {
  it('is valid, or each problem is listed with its path', async () => {
    const { insurers, taxes } = await loadCatalogue(demoCatalogueFolder);
    const neighbours = {
      insurers: { filed: insurers.map((value) => ({ file, value })), problems: [] },
      taxes: { filed: [{ file, value: taxes }], problems: [] },
      today: plainDate('2022-11-13'),
    };
    const is = validator().compile<QuotationDraft>(quotationProductSchema);
    const problemsIn = (product: unknown): readonly Problem[] | null => {
      if (is(product)) return quotationProblems([{ file, value: product }], neighbours);
      const problems = problemsOf('$', quotationProductSchema, is.errors ?? []);
      return problems.length === 0 ? null : problems;
    };
    const unreported = everyBroken.filter(
      ({ product }) =>
        problemsIn(product)?.every(({ path, expected }) => path.startsWith('$') && isTold(expected)) !== true,
    );
    expect(everyBroken.length).toBeGreaterThan(1_000);
    expect(unreported.map(({ how }) => how)).toEqual([]);
  });

  it('is loaded, or refused with the file named', async () => {
    for (const { how, product } of everyBroken.filter((_, at) => at % 149 === 0)) {
      writeFileSync(join(folder, file), JSON.stringify(product));
      const refused = await loadCatalogue(folder).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const reported = refused === undefined || (isDomainError(refused) && refused.message.includes(`${file} $`));
      expect({ how, reported }).toEqual({ how, reported: true });
    }
  });
});
