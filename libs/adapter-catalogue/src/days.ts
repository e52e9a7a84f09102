import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { PlainDate } from '@affinity-engine/kernel';
import type { JsonSchema } from '@affinity-engine/catalogue';
import { dayIn } from './formats.js';
import { stepsOf } from './schema.js';

/** The keyword that is added beside the format `civil-date`. */
const keyword = 'civilDay';

/** The property with a date of birth, of a holder, a driver or any other person. */
const birthDate = 'birth_date';

/** A schema that also reads its dates, for a {@link dayReader}. */
export const withDays = (schema: JsonSchema): JsonSchema => marked(schema) as JsonSchema;

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  const copied = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, marked(each)]));
  return copied['format'] === 'civil-date' ? { ...copied, [keyword]: true } : copied;
}

type Place = { readonly instancePath: string; readonly parentDataProperty: string | number };

/** Reads the dates of a value while it is checked: a date with a time is the day it has in São Paulo. */
export function dayReader(ajv: Ajv2020) {
  let today: PlainDate;
  let found: { readonly at: string; readonly day: PlainDate }[] = [];

  function isRight(_schema: boolean, text: string, _parent: unknown, place?: Place): boolean {
    const day = dayIn(text);
    if (day === null || place === undefined) return true; // The format reports it.
    if (day !== text) found.push({ at: place.instancePath, day });
    if (place.parentDataProperty !== birthDate || day < today) return true;
    isRight.errors = [{ keyword, params: { today } }];
    return false;
  }
  isRight.errors = [] as object[];
  ajv.addKeyword({ keyword, type: 'string', schemaType: 'boolean', errors: true, validate: isRight });

  return {
    /** @returns the value after a check, with each of its dates as a day */
    read<Value>(now: PlainDate, value: Value, check: () => boolean): Value {
      [today, found] = [now, []];
      if (!check() || found.length === 0) return value;
      const read = structuredClone(value);
      for (const { at, day } of found) set(read, stepsOf(at), day);
      return read;
    },
  };
}

function set(value: unknown, steps: readonly string[], day: PlainDate): void {
  const parent = steps.slice(0, -1).reduce((inner, step) => (inner as Record<string, unknown>)[step], value);
  (parent as Record<string, unknown>)[steps.at(-1) as string] = day;
}
