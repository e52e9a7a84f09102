import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue, particularsChecker } from '@affinity-engine/adapter-catalogue';
import { premiumFor } from '@affinity-engine/affinity';
import { planOf, productOf } from '@affinity-engine/catalogue';
import { plainDate } from '@affinity-engine/kernel';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = join(import.meta.dirname, 'catalogue');
const broken = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(broken, { recursive: true }));

describe('the catalogue of the guide', () => {
  it('prices another term in proportion, the fees once, the tax on the net', async () => {
    const catalogue = await loadCatalogue(folder);
    const product = productOf(catalogue, 'phone');
    const [plan, start] = [planOf(product, 'screen'), plainDate('2026-01-01')];
    const price = (end: string) => premiumFor(product, plan, start, plainDate(end), catalogue.taxes, start);
    expect(price('2026-12-31')).toMatchObject({ net: 9900, fees: 300, tax: 731, total: 10931 });
    expect(price('2026-06-30')).toMatchObject({ net: 4909, fees: 300, tax: 362, total: 5571 });
  });

  it('checks items by the schema of the product', async () => {
    const product = productOf(await loadCatalogue(folder), 'phone');
    const today = plainDate('2026-01-02');
    expect(particularsChecker()(product, 'item', { imei: '12', model_name: 'A1' }, today).problems).toEqual([
      { path: 'item.imei', expected: 'the 15 digits of the IMEI' },
    ]);
  });

  it('is refused, where it is wrong, with the sentences the guide shows', async () => {
    cpSync(folder, broken, { recursive: true });
    const file = join(broken, 'products/phone.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"net": 9900', '"net": 99.5').replace('"screen",', '"Screen",'));
    const message = await loadCatalogue(broken).then(
      () => '',
      (failure: Error) => failure.message,
    );
    const [, ...problems] = message.split('\n');
    expect(problems.length).toBe(2);
    expect(readFileSync(join(import.meta.dirname, '../guides/catalogue.md'), 'utf8')).toContain(problems.join('\n'));
  });
});
