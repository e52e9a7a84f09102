import { civilDate, isDomainError } from '@affinity-engine/kernel';
import type { JsonSchema } from '@affinity-engine/catalogue';
import type { Particular } from '@affinity-engine/affinity';
import type { Pair } from './blocks.js';
import { documentText } from './format.js';
import type { Wording } from './wording.js';

/**
 * The printed data of the holder: identity and contact. Income, gender, marital status and similar data are left out,
 * since a certificate is shown to others.
 */
export function holderPairs(holder: Particular, words: Wording): readonly Pair[] {
  const { say } = words;
  const contact = inner(holder['contact']);
  return present([
    [say('holder.name'), joined([holder['first_name'], holder['last_name']], ' ')],
    [say('holder.cpf'), documentText(text(holder['cpf']))],
    [say('holder.cnpj'), documentText(text(holder['cnpj']))],
    [say('holder.birth'), dayOrText(words, text(holder['birth_date']))],
    [say('holder.email'), text(contact['email'])],
    [say('holder.phone'), joined([contact['phone'], contact['mobile_phone']], ' · ')],
    [say('holder.address'), addressText(inner(holder['address']))],
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
export function itemPairs(item: Particular, schema: JsonSchema, currency: string, words: Wording): readonly Pair[] {
  const notation = { currency, words };
  const properties = Object.entries(inner(schema['properties'])).map(([name, each]) => [name, inner(each)] as const);
  return present(
    properties.flatMap(([name, property]): readonly Pair[] => {
      const [value, label] = [item[name], labelOf(name, property)];
      if (!Array.isArray(value)) return [[label, valueText(value, property, notation)]];
      return value.map((each, index): Pair => [`${label} ${index + 1}`, entryText(each, schema, property, notation)]);
    }),
  );
}

/** A list entry on one line: values without title first, the others after their titles. */
function entryText(entry: unknown, root: JsonSchema, list: JsonSchema, notation: Notation): string {
  const items = inner(list['items']);
  const name = text(items['$ref']).replace('#/$defs/', '');
  const schema = name === '' ? items : inner(inner(root['$defs'])[name]);
  const properties = Object.entries(inner(schema['properties'])).map(([each, property]) => {
    const value = valueText(inner(entry)[each], inner(property), notation);
    return { title: text(inner(property)['title']), value };
  });
  if (properties.length === 0) return valueText(entry, schema, notation);
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

type Notation = { readonly currency: string; readonly words: Wording };

function valueText(value: unknown, { format, unit }: JsonSchema, { currency, words }: Notation): string {
  if (typeof value === 'boolean') return words.say(value ? 'yes' : 'no');
  if (typeof value === 'number') return unit === 'minor' ? words.money(value, currency) : words.number(value);
  if (format === 'cpf' || format === 'cnpj') return documentText(text(value));
  return format === 'civil-date' ? dayOrText(words, text(value)) : text(value);
}

/** The schema has checked dates; another text is printed unchanged. */
function dayOrText(words: Wording, day: string): string {
  try {
    return words.day(civilDate(day));
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
