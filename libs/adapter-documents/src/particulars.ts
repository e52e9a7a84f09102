import { civilDate, isDomainError } from '@affinity-engine/kernel';
import type { JsonSchema } from '@affinity-engine/catalogue';
import type { Particular } from '@affinity-engine/affinity';
import type { Pair } from './blocks.js';
import { dayText, documentText, moneyText } from './format.js';

/**
 * The printed data of the holder: identity and contact. Income, gender, marital status and similar data are left out,
 * since a certificate is shown to others.
 */
export function holderPairs(holder: Particular): readonly Pair[] {
  const contact = inner(holder['contact']);
  return present([
    ['Name (nome)', joined([holder['first_name'], holder['last_name']], ' ')],
    ['CPF', documentText(text(holder['cpf']))],
    ['CNPJ', documentText(text(holder['cnpj']))],
    ['Date of birth (data de nascimento)', dayOrText(text(holder['birth_date']))],
    ['E-mail', text(contact['email'])],
    ['Telephone (telefone)', joined([contact['phone'], contact['mobile_phone']], ' · ')],
    ['Address (endereço)', addressText(inner(holder['address']))],
  ]);
}

function addressText(address: Particular): string {
  const street = joined([address['street_name'], address['number'], address['complement']], ', ');
  const city = joined([address['city_name'], address['state_code']], ' - ');
  const zip = text(address['zip_code']).replace(/^(\d{5})(\d{3})$/, '$1-$2');
  return joined([street, address['district_name'], city, zip], ' · ');
}

/**
 * The printed data of the item: the properties in the product's schema, in its order, with their `title`, `format` and
 * `unit`. Other properties are not printed.
 */
export function itemPairs(item: Particular, schema: JsonSchema, currency: string): readonly Pair[] {
  const properties = Object.entries(inner(schema['properties'])).map(([name, each]) => [name, inner(each)] as const);
  return present(
    properties.flatMap(([name, property]): readonly Pair[] => {
      const [value, label] = [item[name], labelOf(name, property)];
      if (!Array.isArray(value)) return [[label, valueText(value, property, currency)]];
      return value.map((each, index): Pair => [`${label} ${index + 1}`, entryText(each, schema, property, currency)]);
    }),
  );
}

/** A list entry on one line: values without title first, the others after their titles. */
function entryText(entry: unknown, root: JsonSchema, list: JsonSchema, currency: string): string {
  const items = inner(list['items']);
  const name = text(items['$ref']).replace('#/$defs/', '');
  const schema = name === '' ? items : inner(inner(root['$defs'])[name]);
  const properties = Object.entries(inner(schema['properties'])).map(([each, property]) => {
    const value = valueText(inner(entry)[each], inner(property), currency);
    return { title: text(inner(property)['title']), value };
  });
  if (properties.length === 0) return valueText(entry, schema, currency);
  const named = joined(
    properties.map(({ title, value }) => (title === '' ? value : '')),
    ' ',
  );
  const titled = properties.map(({ title, value }) => (title === '' || value === '' ? '' : `${title} ${value}`));
  return joined([named, ...titled], ' · ');
}

function labelOf(name: string, { title }: JsonSchema): string {
  const words = name.replaceAll('_', ' ');
  return typeof title === 'string' ? title : words.charAt(0).toUpperCase() + words.slice(1);
}

function valueText(value: unknown, { format, unit }: JsonSchema, currency: string): string {
  if (typeof value === 'boolean') return value ? 'Yes (sim)' : 'No (não)';
  if (typeof value === 'number') return unit === 'minor' ? moneyText(value, currency) : String(value);
  if (format === 'cpf' || format === 'cnpj') return documentText(text(value));
  return format === 'civil-date' ? dayOrText(text(value)) : text(value);
}

/** The schema has checked dates; another text is printed unchanged. */
function dayOrText(day: string): string {
  try {
    return dayText(civilDate(day));
  } catch (thrown) {
    if (isDomainError(thrown)) return day;
    throw thrown;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A value as an object; without properties where it is none. */
export const inner = (value: unknown): Particular =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Particular) : {};

const joined = (parts: readonly unknown[], between: string): string =>
  parts
    .map(text)
    .filter((part) => part !== '')
    .join(between);

const present = (all: readonly Pair[]): readonly Pair[] => all.filter(([, value]) => value !== '');
