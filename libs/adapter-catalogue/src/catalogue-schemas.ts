import { languages, type JsonSchema } from '@affinity-engine/catalogue';

export const text = (maxLength: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength });
export const described = (pattern: string, description: string, maxLength = 64): JsonSchema => ({
  type: 'string',
  maxLength,
  pattern,
  description,
});
export const flag: JsonSchema = { type: 'boolean' };
export const amount: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const days = (minimum: number): JsonSchema => ({ type: 'integer', minimum, maximum: 36_500 });
export const list = (items: JsonSchema, minItems: number, maxItems: number): JsonSchema => ({
  type: 'array',
  minItems,
  maxItems,
  items,
});
export const id = described('^[a-z0-9][a-z0-9-]{0,62}$', 'an id of lower-case letters, digits and hyphens');
const registerNumber = described('^[0-9A-Za-z.-]{1,30}$', 'a register number of 1 to 30 letters and digits');

/** An object with these properties only; an unknown one is a problem. */
export function closed(
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
) {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  } as const satisfies JsonSchema;
}

export const jurisdiction = described('^[A-Z]{2}(-[A-Z0-9]{1,3})?$', 'an ISO 3166 code such as BR or US-NY', 6);
export const language: JsonSchema = { type: 'string', enum: languages };
const assist = closed({ id, name: text(80), description: text(400) });
const coverage = closed({ id, name: text(80), description: text(400), limit: amount, deductible: amount });
const price = closed({ net: amount, fees: amount, periodDays: days(1) });
const plan = closed(
  { id, name: text(80), assists: list(assist, 0, 50), coverages: list(coverage, 1, 50), price },
  { lifetimeDays: days(2) },
);
const section = closed({ title: text(160), paragraphs: list(text(4000), 1, 60) });
const prizeDraw = closed({ title: text(160), processNumber: text(40), regulation: list(section, 1, 60) });
const particulars = closed({ required: flag, schema: { type: 'object', additionalProperties: true } });

const brand = closed(
  { color: described('^#[0-9a-f]{6}$', 'a color such as #15426b', 7) },
  { logo: described('^logos/[a-z0-9][a-z0-9-]{0,62}[.]png$', 'a file such as logos/name.png', 80) },
);

/** The schema of the files in `insurers/`. */
export const insurerSchema: JsonSchema = closed(
  {
    id,
    name: text(160),
    contact: closed({
      phone: { ...text(40), format: 'phone' },
      email: { ...text(254), format: 'email' },
      ombudsman: text(160),
    }),
  },
  {
    susepCode: registerNumber,
    cnpj: { type: 'string', maxLength: 18, format: 'cnpj' },
    baFinId: registerNumber,
    insurerId: registerNumber,
    supervisingAuthorityId: registerNumber,
    answers: { type: 'string', enum: ['callback'] },
    brand,
  },
);

/** The schema of the files in `products/`. */
export const productSchema: JsonSchema = closed(
  {
    id,
    name: text(80),
    insurerId: id,
    jurisdiction,
    line: id,
    currency: described('^[A-Z]{3}$', 'an ISO 4217 code such as BRL', 3),
    processNumber: text(40),
    groupPolicyNumber: text(40),
    broker: closed({ name: text(160), susepCode: registerNumber }),
    asynchronous: flag,
    plans: list(plan, 1, 50),
    generalConditions: list(section, 1, 60),
  },
  { language, holder: particulars, item: particulars, prizeDraw },
);

/** The schema of `taxes.json`. */
export const taxesSchema: JsonSchema = list(
  closed({
    jurisdiction,
    line: id,
    from: { type: 'string', maxLength: 10, format: 'plain-date' },
    rate: { type: 'string', maxLength: 12, format: 'rate' },
  }),
  1,
  1000,
);
