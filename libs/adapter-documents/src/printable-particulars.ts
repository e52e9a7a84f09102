import type { ParticularsCheck } from '@affinity-engine/affinity';
import type { JsonSchema, Product } from '@affinity-engine/catalogue';
import { printProblems, type Typeface } from '@affinity-engine/kernel';
import { inner } from './particulars.js';

type Text = readonly [path: string, text: string];

/** What is printed of a holder: `holderPairs` reads no other property. */
export const holderProperties = {
  '': ['first_name', 'last_name', 'cpf', 'cnpj', 'birth_date'],
  contact: ['email', 'phone', 'mobile_phone'],
  address: ['street_name', 'number', 'complement', 'district_name', 'city_name', 'state_code', 'zip_code'],
} as const;

/** Checks holders and items like `check`, and then whether all that documents print of them can be printed. */
export const printableParticulars =
  (check: ParticularsCheck, typeface: Typeface): ParticularsCheck =>
  (product, kind, given, today) => {
    const { problems, value } = check(product, kind, given, today);
    const found = problems.length > 0 ? problems : printProblems(typeface, printed[kind](value, product));
    return { problems: found, value };
  };

const printed: Readonly<Record<'holder' | 'item', (value: unknown, product: Product) => readonly Text[]>> = {
  holder: (value) =>
    Object.entries(holderProperties).flatMap(([part, names]) => {
      const of = part === '' ? inner(value) : inner(inner(value)[part]);
      const path = part === '' ? 'affinity_holder' : `affinity_holder.${part}`;
      return names.flatMap((name) => textsIn(of[name], `${path}.${name}`));
    }),
  item: (value, { item }) => {
    const properties = Object.entries(inner(item?.schema['properties'] as JsonSchema | undefined));
    return properties.flatMap(([name]) => textsIn(inner(value)[name], `item.${name}`));
  },
};

/** The texts that are printed of a property: its own, or those in the entries of a list. */
function textsIn(value: unknown, path: string): readonly Text[] {
  if (typeof value === 'string') return [[path, value]];
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index) => [
    ...textsIn(entry, `${path}[${index}]`),
    ...Object.entries(inner(entry)).flatMap(([name, each]) => textsIn(each, `${path}[${index}].${name}`)),
  ]);
}
