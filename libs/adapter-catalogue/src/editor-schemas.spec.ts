import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { JsonSchema } from '@affinity-engine/catalogue';
import { demoCatalogueFolder } from './demo-catalogue.js';
import { editorSchemas } from './editor-schemas.js';
import { validator } from './formats.js';
import { loadCatalogue } from './load-catalogue.js';

const kept = join(import.meta.dirname, '../schemas');
const json = (file: string): never => JSON.parse(readFileSync(file, 'utf8')) as never;
const folders = ['insurers', 'products', 'quotation-products'];
const demoFiles = folders.flatMap((folder) =>
  readdirSync(join(demoCatalogueFolder, folder)).map((file) => join(demoCatalogueFolder, folder, file)),
);
const copy = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(copy, { recursive: true }));

describe('the JSON Schemas for editors', () => {
  it('are those that the catalogue is checked with; npm run catalogue -- schemas writes them', () => {
    const files = readdirSync(kept).map((file) => [file, json(join(kept, file))]);
    expect(Object.fromEntries(files)).toEqual(editorSchemas());
  });

  it.each(demoFiles)('are named by %s, and accept it', (file) => {
    const content: { readonly $schema: string } = json(file);
    const schemaFile = join(dirname(file), content.$schema);
    expect([dirname(schemaFile), existsSync(schemaFile)]).toEqual([kept, true]);
    const accepts = validator().compile(json(schemaFile));
    expect([accepts(content), accepts.errors]).toEqual([true, null]);
    expect(accepts({ ...content, unknown: 1 })).toBe(false);
  });

  it('accept the tax rates', () => {
    const accepts = validator().compile(editorSchemas()['taxes.schema.json'] as JsonSchema);
    expect(accepts(json(join(demoCatalogueFolder, 'taxes.json')))).toBe(true);
  });

  it('say in words what a format of the engine expects', () => {
    expect(json(join(kept, 'insurer.schema.json'))).toMatchObject({
      properties: { cnpj: { format: 'cnpj', description: 'a valid CNPJ' } },
    });
  });
});

describe('$schema in a catalogue file', () => {
  it('changes no version of a product', async () => {
    cpSync(demoCatalogueFolder, copy, { recursive: true });
    for (const folder of folders) {
      for (const file of readdirSync(join(copy, folder))) {
        const { $schema: _reference, ...content }: Record<string, unknown> = json(join(copy, folder, file));
        writeFileSync(join(copy, folder, file), JSON.stringify(content));
      }
    }
    expect(await loadCatalogue(copy)).toEqual(await loadCatalogue(demoCatalogueFolder));
  });

  it('is a problem when it is no text', async () => {
    cpSync(demoCatalogueFolder, copy, { recursive: true });
    const file = join(copy, 'products/bike.json');
    writeFileSync(file, JSON.stringify({ ...(json(file) as object), $schema: 1 }));
    await expect(loadCatalogue(copy)).rejects.toThrow('products/bike.json $.$schema: expected no such property');
  });
});
