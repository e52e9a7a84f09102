import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ajv2020, ValidateFunction as Check } from 'ajv/dist/2020.js';
import { businessDay, instantAt, type DomainError, type PlainDate, type Typeface } from '@affinity-engine/kernel';
import type { Catalogue, Insurer, JsonSchema, Product, Section } from '@affinity-engine/catalogue';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { withBrands } from './brands.js';
import { insurerSchema, productSchema, taxesSchema } from './catalogue-schemas.js';
import { crossProblems, type ProductDraft } from './check-catalogue.js';
import { within, type CheckedFiles, type FiledProblem } from './checked-files.js';
import { digestOf } from './digest.js';
import { catalogueFileError, type CatalogueFileErrorCode } from './errors.js';
import { problemsOf } from './problems.js';
import { validator } from './formats.js';
import { quotationProblems, type QuotationDraft } from './check-quotation-products.js';
import { unprintableTexts } from './printed-texts.js';
import { quotationProductSchema } from './quotation-schema.js';
import { readJson, withoutSchemaReference } from './read-json.js';

/** The content of a catalogue folder: products to contract, and products to quote. */
export type LoadedCatalogue = Catalogue & { readonly quotationProducts: readonly QuotationProduct[] };

/**
 * Reads a catalogue from `insurers/*.json` with their `logos/*.png`, `products/*.json`, `quotation-products/*.json` and `taxes.json` of a
 * folder, checks it as a whole and gives every product the digest of its content as version.
 *
 * @param today the day on which every product must have a tax rate; the machine's day by default.
 * @param typeface what documents print with; without it, texts are not checked for what it lacks.
 * @throws CATALOGUE-INVALID: its message and its property `problems` list every problem with file and path.
 */
export async function loadCatalogue(
  folder: string,
  today: PlainDate = businessDay(instantAt(Date.now())),
  typeface?: Typeface,
): Promise<LoadedCatalogue> {
  const ajv = validator({ once: true });
  const [insurers, productFiles, taxes, quotations] = await Promise.all([
    readFolder(folder, 'insurers', ajv.compile<Insurer>(insurerSchema)).then((read) => withBrands(folder, read)),
    readFolder(folder, 'products', ajv.compile<ProductFile>(productSchema)),
    readFiles(folder, ['taxes.json'], ajv.compile<Catalogue['taxes']>(taxesSchema)),
    readQuotationProducts(folder, ajv),
  ]);
  const products = productFiles.filed.map(({ file, value }) => ({ file, value: toDraft(value) }));
  const problems = [
    ...[insurers, productFiles, taxes, quotations].flatMap((each) => each.problems),
    ...unprintable(typeface, [insurers, productFiles, quotations]),
    ...crossProblems({ insurers, products, taxes, today }, ajv),
    ...quotationProblems(quotations.filed, { insurers, taxes, today }),
  ];
  if (problems.length > 0) throw invalid(folder, problems);
  return {
    insurers: insurers.filed.map(({ value }) => value),
    products: products.map(({ value }) => stamped(value, insurers)),
    taxes: taxes.filed.flatMap(({ value }) => value),
    quotationProducts: quotations.filed.map(({ value }) => stamped(value, insurers)),
  };
}

const unprintable = (typeface: Typeface | undefined, files: readonly CheckedFiles<unknown>[]) =>
  typeface === undefined
    ? []
    : files.flatMap(({ filed }) => within(filed, (value) => unprintableTexts(typeface, value)));

/** Quotation products are optional; their schema is compiled only if there are some. */
async function readQuotationProducts(folder: string, ajv: Ajv2020): Promise<CheckedFiles<QuotationDraft>> {
  const names = await readdir(join(folder, 'quotation-products')).catch(() => []);
  if (!names.some((name) => name.endsWith('.json'))) return { filed: [], problems: [] };
  return readFolder(folder, 'quotation-products', ajv.compile<QuotationDraft>(quotationProductSchema));
}

type SectionFile = { readonly title: string; readonly paragraphs: readonly string[] };
type ProductFile = Omit<ProductDraft, 'generalConditions' | 'prizeDraw'> & {
  readonly generalConditions: readonly SectionFile[];
  readonly prizeDraw?: Omit<NonNullable<Product['prizeDraw']>, 'regulation'> & {
    readonly regulation: readonly SectionFile[];
  };
};

const toSection = ({ title, paragraphs }: SectionFile): Section => ({ title, text: paragraphs.join('\n') });

const toDraft = ({ generalConditions, prizeDraw, ...rest }: ProductFile): ProductDraft => ({
  ...rest,
  generalConditions: generalConditions.map(toSection),
  ...(prizeDraw && { prizeDraw: { ...prizeDraw, regulation: prizeDraw.regulation.map(toSection) } }),
});

type Stamped<Draft> = Omit<Draft, 'insurerId'> & { readonly insurer: Insurer; readonly version: string };

/** The product with today's insurer; its version is the digest of both. */
function stamped<Draft extends { readonly insurerId: string }>(
  { insurerId, ...draft }: Draft,
  { filed }: CheckedFiles<Insurer>,
): Stamped<Draft> {
  const insurer = filed.find(({ value }) => value.id === insurerId)?.value;
  if (insurer === undefined) throw new Error(`insurer ${insurerId} passed the check and is not there`);
  const content = { ...draft, insurer };
  return { ...content, version: digestOf(content) };
}

async function readFolder<Value>(folder: string, name: string, is: Check<Value>): Promise<CheckedFiles<Value>> {
  const names = await readdir(join(folder, name)).catch(() => []);
  const files = names.filter((each) => each.endsWith('.json')).sort();
  if (files.length > 0)
    return readFiles(
      folder,
      files.map((each) => `${name}/${each}`),
      is,
    );
  return { filed: [], problems: [{ file: `${name}/`, path: '$', expected: 'a folder with at least one .json file' }] };
}

async function readFiles<Value>(
  folder: string,
  files: readonly string[],
  is: Check<Value>,
): Promise<CheckedFiles<Value>> {
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => undefined)));
  const checked = files.map((file, index) => checkedFile(file, texts[index], is));
  return { filed: checked.flatMap(({ filed }) => filed), problems: checked.flatMap(({ problems }) => problems) };
}

function checkedFile<Value>(file: string, text: string | undefined, is: Check<Value>): CheckedFiles<Value> {
  const read = text === undefined ? { problem: 'a file that can be read' } : readJson(text);
  if ('problem' in read) return { filed: [], problems: [{ file, path: '$', expected: read.problem }] };
  const value = withoutSchemaReference(read.value);
  if (is(value)) return { filed: [{ file, value }], problems: [] };
  const problems = problemsOf('$', is.schema as JsonSchema, is.errors ?? [], Infinity);
  return { filed: [], problems: problems.map((problem) => ({ file, ...problem })) };
}

function invalid(folder: string, problems: readonly FiledProblem[]): DomainError<CatalogueFileErrorCode> {
  const lines = problems.map(({ file, path, expected }) => `${file} ${path}: expected ${expected}`);
  const message = [`The catalogue in ${folder} is invalid:`, ...lines].join('\n  ');
  return catalogueFileError('CATALOGUE-INVALID', { problems }, message);
}
