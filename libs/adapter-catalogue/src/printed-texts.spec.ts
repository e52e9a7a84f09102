import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { typefaceWithout } from '@affinity-engine/kernel/testing';
import { demoCatalogueFolder } from './demo-catalogue.js';
import { loadCatalogue } from './load-catalogue.js';
import { unprintableTexts } from './printed-texts.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  await cp(demoCatalogueFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const renamed = async (file: string, from: string, to: string): Promise<void> =>
  writeFile(join(folder, file), (await readFile(join(folder, file), 'utf8')).replace(from, to));

describe('a catalogue with a text that documents cannot print', () => {
  it.each([
    ['insurers/ins-5036.json', '"name": "', '$.name'],
    ['products/auto.json', '"name": "', '$.name'],
    ['quotation-products/medical-civil-liability-partner.json', '"name": "', '$.name'],
  ])('is refused, naming the character: %s', async (file, start, path) => {
    await renamed(file, start, `${start}山 `);
    const loading = loadCatalogue(folder, undefined, typefaceWithout('山'));
    await expect(loading).rejects.toMatchObject({
      code: 'CATALOGUE-INVALID',
      properties: { problems: [{ file, path, expected: expect.stringContaining('without 山 (U+5C71)') }] },
    });
  });

  it('is loaded where nothing is known of the typeface', async () => {
    await renamed('products/auto.json', '"name": "', '"name": "山 ');
    expect((await loadCatalogue(folder)).products.some(({ name }) => name.startsWith('山'))).toBe(true);
  });
});

describe('the texts that are looked at', () => {
  const pathsOf = (file: unknown) => unprintableTexts(typefaceWithout('山'), file).map(({ path }) => path);

  it('are those that are printed, sections and titles of an item included', () => {
    const product = {
      id: '山',
      broker: { name: '山', susepCode: '山' },
      plans: [{ coverages: [{ name: '山', description: '山' }] }],
      generalConditions: [{ title: '山', paragraphs: ['a', '山'] }],
      item: { schema: { description: '山', properties: { name: { title: '山', pattern: '山' } } } },
      holder: { schema: { properties: { name: { title: '山' } } } },
      questionnaire: { entries: [{ text: '山', choices: [{ value: '山', text: '山' }] }] },
      underwriting: [{ text: '山' }],
      rating: { rows: [{ for: ['山'] }] },
    };
    expect(pathsOf(product)).toEqual([
      '$.broker.name',
      '$.plans[0].coverages[0].name',
      '$.plans[0].coverages[0].description',
      '$.generalConditions[0].title',
      '$.generalConditions[0].paragraphs[1]',
      '$.item.schema.properties.name.title',
      '$.questionnaire.entries[0].text',
      '$.questionnaire.entries[0].choices[0].text',
    ]);
  });
});
