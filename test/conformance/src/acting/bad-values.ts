/** What is wrong, and the wrong value. `undefined` leaves the field out. */
export type BadValue = readonly [string, unknown];

const missing: BadValue = ['missing', undefined];
const long = (length: number): BadValue => ['too long', 'x'.repeat(length)];
const noText: readonly BadValue[] = [
  ['a number', 7],
  ['true', true],
  ['a list', ['x']],
  ['an object', { text: 'x' }],
];
const noNumber: readonly BadValue[] = [
  ['a text', '7'],
  ['a fraction', 1.5],
  ['true', true],
  ['a list', [7]],
];
const noBoolean: readonly BadValue[] = [
  ['a text', 'true'],
  ['a number', 1],
];
const line: readonly BadValue[] = [
  ...noText,
  ['empty', ''],
  ['blank', '   '],
  ['two lines', 'one\ntwo'],
  ['a control character', 'bell\u0007'],
];
const identifier: readonly BadValue[] = [
  ...noText,
  ['empty', ''],
  ['a path', '../etc'],
  ['two words', 'a b'],
  long(65),
];
const day: readonly BadValue[] = [
  ...noText,
  ['empty', ''],
  ['30 February', '2026-02-30'],
  ['the 13th month', '2026-13-01'],
  ['the 29th of a February without one', '2027-02-29'],
  ['day 0', '2026-02-00'],
  ['Brazilian writing', '01/02/2026'],
  ['another layout', '2026-2-1'],
  ['before 1900', '1899-12-31'],
  ['an hour that is not', '2026-02-01T25:00:00Z'],
  ['words', 'tomorrow'],
  long(60),
];
const noObject: readonly BadValue[] = [
  ['a text', 'x'],
  ['a number', 7],
  ['a list', [{}]],
  ['true', true],
];

/** Fields of the contract, except those of holder and item. */
export const contract = {
  affinity_request_id: [missing, ['null', null], ...identifier],
  lifetime_start: [missing, ['null', null], ...day],
  lifetime_end: [missing, ['null', null], ...day],
  plan_id: [...identifier, ['unknown', 'gold']],
  affinity_holder: [missing, ['null', null], ...noObject],
  item: noObject,
  status: [['no field of the contract', 1]],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

const name = (most: number): readonly BadValue[] => [missing, ['null', null], ...line, long(most + 1)];
const cpf: readonly BadValue[] = [
  ...noText,
  ['empty', ''],
  ['of other check digits', '52998224724'],
  ['eleven times the same', '11111111111'],
  ['a digit short', '5299822472'],
  ['letters', 'abcdefghijk'],
  long(40),
];
const phone: readonly BadValue[] = [
  ...noText,
  ['empty', ''],
  ['too short', '123'],
  ['letters', 'call me maybe'],
  long(31),
];

/** Fields of the holder, by their path in it. */
export const holder = {
  first_name: name(60),
  last_name: name(120),
  birth_date: [missing, ['null', null], ...day],
  cpf,
  cnpj: [...noText, ['of other check digits', '11222333000180'], ['a CPF', '52998224725'], long(40)],
  gender: [...noText, ['another word', 'other'], ['in capitals', 'FEMALE']],
  marital_status: [
    ['another word', 'engaged'],
    ['a number', 1],
  ],
  is_foreign: noBoolean,
  is_politically_exposed: noBoolean,
  contact: noObject,
  'contact.email': [
    ...noText,
    ['no address', 'conceicao'],
    ['two at signs', 'a@b@c.example'],
    ['a space', 'a b@c.example'],
    long(255),
  ],
  'contact.phone': phone,
  'contact.mobile_phone': phone,
  'contact.fax': [['no such property', '+55 11 4002-8922']],
  address: noObject,
  'address.zip_code': [...noText, ['seven digits', '0131010'], ['letters', 'ABCDE-FGH'], long(20)],
  'address.city_name': [...line, long(81)],
  'address.district_name': [...line, long(81)],
  'address.state_code': [
    ['no state', 'XX'],
    ['a name', 'São Paulo'],
    ['a number', 35],
  ],
  'address.street_name': [...line, long(121)],
  'address.number': [...line, long(21)],
  'address.complement': [...noText, long(81)],
  income_monthly: [...noNumber, ['negative', -1], ['too much', 10_000_000_001]],
  metadata: noObject,
  nickname: [['no such property', 'Ção']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

const yearOf: readonly BadValue[] = [missing, ['null', null], ...noNumber, ['too early', 1899], ['too late', 2101]];
const required = (most: number): readonly BadValue[] => [missing, ['null', null], ...line, long(most + 1)];

/** Fields of a car, by their path in it. */
export const car = {
  plate: [missing, ...noText, ['too short', 'AB1234'], ['a foreign one', 'AB-123-CD'], long(20)],
  chassis: [missing, ...noText, ['with an O', '9BWZZZ377VTO04251'], ['16 characters', '9BWZZZ377VT00425'], long(18)],
  model_year: yearOf,
  manufacture_year: yearOf,
  model_name: required(80),
  brand_name: required(60),
  model_variant: [...line, long(121)],
  fipe_code: [...noText, ['too short', '12345'], ['letters', 'ABCDEF-G']],
  fuel_type: [missing, ['null', null], ['another word', 'wood'], ['a number', 1]],
  is_0km: noBoolean,
  drivers: [
    ['a text', 'João'],
    ['an object', {}],
    ['eleven of them', Array.from({ length: 11 }, () => ({}))],
  ],
  'drivers[0].cpf': [missing, ...cpf],
  'drivers[0].first_name': name(60),
  'drivers[0].birth_date': [missing, ['30 February', '1990-02-30']],
  'drivers[0].license_number': [
    ['letters', 'ABCDEFGHIJK'],
    ['ten digits', '0123456789'],
  ],
  'drivers[0].age': [['no such property', 40]],
  wheels: [['no such property', 4]],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

const reason: readonly BadValue[] = [...noNumber, ['0', 0], ['5', 5], ['negative', -1]];

export const cancel = {
  cancel_reason: reason,
  cancel_description: [...line, long(501)],
  reason: [['no such property', 1]],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const preview = {
  date_end: day,
  cancel_reason: reason,
  on: [['no such property', '2026-02-01']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const renewal = {
  lifetime_end: day,
  plan_id: identifier,
  lifetime_start: [['no such property', '2027-02-01']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const request = {
  product_id: [missing, ['null', null], ...identifier, ['unknown', 'boat']],
  plan_id: [['no such property', 'essential']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

const email: readonly BadValue[] = [missing, ...noText, ['no address', 'contato'], long(255)];
const standings: readonly BadValue[] = [
  ...noObject,
  ['of an unknown insurer', { nobody: 'active' }],
  ['another word', { 'ins-5036': 'maybe' }],
];
const products: readonly BadValue[] = [
  ['a text', 'bike'],
  ['empty', []],
  ['unknown', ['boat']],
  ['a number in it', [7]],
];

export const partner = {
  name: name(120),
  legal_name: name(160),
  cnpj: [missing, ...noText, ['of other check digits', '11222333000180'], long(21)],
  email,
  phone: [missing, ...phone],
  product_ids: [missing, ...products],
  insurers: standings,
  id: [['no such property', 'mine']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const partnerChange = {
  name: line,
  email: email.slice(1),
  product_ids: products,
  insurers: standings,
  cnpj: [['no such property', '11222333000181']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const endpoint = {
  partner_id: [missing, ...identifier],
  url: [...noText, ['empty', ''], long(2001)],
  ordering: [...noText, ['another word', 'partner']],
  event_types: [
    ['a text', 'affinity.issued'],
    ['empty', []],
    ['unknown', ['affinity.moved']],
  ],
  secret: [['no such property', 'whsec_x']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const endpointChange = {
  url: endpoint.url,
  paused: noBoolean,
  disabled: noBoolean,
  rotate_secret: noBoolean,
  ordering: endpoint.ordering,
  event_types: endpoint.event_types,
  owner_id: [['no such property', 'mine']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const client = {
  name: name(120),
  role: [missing, ...noText, ['another word', 'root']],
  partner_id: identifier,
  client_secret: [['no such property', 'mine']],
} satisfies Readonly<Record<string, readonly BadValue[]>>;

export const skip = { reason: [missing, ['null', null], ...line, long(501)] } satisfies Readonly<
  Record<string, readonly BadValue[]>
>;

export const insurerAnswer = { outcome: [missing, ...noText, ['another word', 'maybe']] } satisfies Readonly<
  Record<string, readonly BadValue[]>
>;

/** Rows of a table: field, what is wrong with it, the value. */
export const rowsOf = (fields: Readonly<Record<string, readonly BadValue[]>>) =>
  Object.entries(fields).flatMap(([field, values]) => values.map(([what, value]) => [field, what, value] as const));

/** A copy with another value at a path such as `contact.email` or `drivers[0].cpf`. */
export function withValue<Whole extends object>(whole: Whole, path: string, value: unknown): Whole {
  const copy = structuredClone(whole);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy) as Record<
    string,
    unknown
  >;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
