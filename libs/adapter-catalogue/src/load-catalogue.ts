import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@affinity-engine/kernel';
import type { Catalogue, Insurer, JsonSchema, Product, Section } from '@affinity-engine/catalogue';
import { insurerSchema, productSchema, taxesSchema } from './catalogue-schemas.js';
import { crossFaults, type Filed, type FiledFault } from './check-catalogue.js';
import { digestOf } from './digest.js';
import type { CatalogueFileErrorCode } from './errors.js';
import { faultsOf } from './faults.js';
import { validator } from './formats.js';
import { readJson } from './read-json.js';

/**
 * Reads a catalogue from `insurers/*.json`, `products/*.json` and `taxes.json` of a folder, checks it as a whole and
 * stamps every product with the digest of its content.
 *
 * @throws CATALOGUE-INVALID whose message lists every fault found with its file and path, as does its property
 * `faults`.
 */
export async function loadCatalogue(folder: string): Promise<Catalogue> {
  const faults: FiledFault[] = [];
  const [insurers, products, taxes] = await Promise.all([
    readFolder<Insurer>(folder, 'insurers', insurerSchema, faults),
    readFolder<ProductFile>(folder, 'products', productSchema, faults),
    readFiles<Catalogue['taxes']>(folder, ['taxes.json'], taxesSchema, faults),
  ]);
  const filedProducts = products.map(({ file, value }) => ({ file, value: toProduct(value) }));
  // What refers to a file that couldn't be read would only be told twice.
  if (faults.length === 0 && taxes[0])
    faults.push(...crossFaults({ insurers, products: filedProducts, taxes: taxes[0] }));
  if (faults.length > 0) throw invalid(folder, faults);
  return {
    insurers: insurers.map(({ value }) => value),
    products: filedProducts.map(({ value }) => value),
    taxes: taxes.flatMap(({ value }) => value),
  };
}

type SectionFile = { readonly title: string; readonly paragraphs: readonly string[] };
type ProductFile = Omit<Product, 'version' | 'generalConditions' | 'prizeDraw'> & {
  readonly generalConditions: readonly SectionFile[];
  readonly prizeDraw?: Omit<NonNullable<Product['prizeDraw']>, 'regulation'> & {
    readonly regulation: readonly SectionFile[];
  };
};

const toSection = ({ title, paragraphs }: SectionFile): Section => ({ title, text: paragraphs.join('\n') });

function toProduct({ generalConditions, prizeDraw, ...rest }: ProductFile): Product {
  const content: Omit<Product, 'version'> = {
    ...rest,
    generalConditions: generalConditions.map(toSection),
    ...(prizeDraw && { prizeDraw: { ...prizeDraw, regulation: prizeDraw.regulation.map(toSection) } }),
  };
  return { ...content, version: digestOf(content) };
}

async function readFolder<Value>(
  folder: string,
  name: string,
  schema: JsonSchema,
  faults: FiledFault[],
): Promise<readonly Filed<Value>[]> {
  const names = await readdir(join(folder, name)).catch(() => []);
  const files = names.filter((each) => each.endsWith('.json')).sort();
  if (files.length === 0)
    faults.push({ file: `${name}/`, path: '$', expected: 'a folder with at least one .json file' });
  return readFiles(
    folder,
    files.map((each) => `${name}/${each}`),
    schema,
    faults,
  );
}

async function readFiles<Value>(
  folder: string,
  files: readonly string[],
  schema: JsonSchema,
  faults: FiledFault[],
): Promise<readonly Filed<Value>[]> {
  const validate = validator().compile<Value>(schema);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => undefined)));
  return files.flatMap((file, index) => {
    const text = texts[index];
    const read = text === undefined ? { fault: 'a file that can be read' } : readJson(text);
    if ('fault' in read) {
      faults.push({ file, path: '$', expected: read.fault });
      return [];
    }
    const { value } = read;
    if (validate(value)) return [{ file, value }];
    faults.push(...faultsOf('$', schema, validate.errors ?? [], Infinity).map((fault) => ({ file, ...fault })));
    return [];
  });
}

function invalid(folder: string, faults: readonly FiledFault[]): DomainError<CatalogueFileErrorCode> {
  const lines = faults.map(({ file, path, expected }) => `${file} ${path}: expected ${expected}`);
  const message = [`The catalogue in ${folder} is invalid:`, ...lines].join('\n  ');
  return new DomainError('CATALOGUE-INVALID', message, { faults });
}
