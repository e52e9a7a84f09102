import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Catalogue, type Product, productOf } from '@affinity-engine/catalogue';
import { plainDate } from '@affinity-engine/kernel';
import { aProduct } from '@affinity-engine/catalogue/testing';
import { demoCatalogueFolder } from './demo-catalogue.js';
import { loadCatalogue } from './load-catalogue.js';
import { particularsChecker } from './particulars-checker.js';

const check = particularsChecker();
const today = plainDate('2026-11-29');
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue(demoCatalogueFolder);
});

const driver = { first_name: 'Zoë', last_name: 'Conceição', cpf: '11144477735', birth_date: '1990-12-01' };
const person = {
  first_name: 'Łukasz',
  last_name: 'Nguyễn',
  cpf: '529.982.247-25',
  birth_date: '1988-02-29',
  gender: 'male',
  marital_status: 'single',
  is_foreign: true,
  is_politically_exposed: false,
  contact: { email: 'lukasz@example.com', phone: '(11) 3333-4444', mobile_phone: '+55 11 98765-4321' },
  address: {
    zip_code: '01310-100',
    city_name: 'São Paulo',
    district_name: 'Consolação',
    state_code: 'SP',
    street_name: 'Rua das Acácias',
    number: '120',
    complement: '',
  },
  income_monthly: 850_000,
  metadata: { channel: 'app', tags: ['a', 'b'], nested: { deep: true } },
};
const car = {
  plate: 'ABC1D23',
  chassis: '9BWZZZ377VT004251',
  model_year: 2024,
  model_name: 'Gol',
  model_variant: '1.0 Flex',
  manufacture_year: 2023,
  brand_name: 'Volkswagen',
  fipe_code: '005261-0',
  fuel_type: 'flex',
  is_0km: false,
  drivers: [driver],
};

const listed = (productId: string, kind: 'holder' | 'item', value: unknown): readonly string[] =>
  check(productOf(catalogue, productId), kind, value, today).problems.map(
    ({ path, expected }) => `${path}: ${expected}`,
  );
const without = <Whole extends object>(whole: Whole, ...names: readonly (keyof Whole)[]): object =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name as keyof Whole)));

const name = (most: number): string => `text of 1 to ${most} printable characters`;
const [phone, date, flag] = ['a telephone number of 8 to 15 digits', 'a date yyyy-mm-dd', 'true or false'];
const year = 'a whole number from 1900 to 2100';

describe('a holder', () => {
  it('passes with everything said, and with no more than what is required', () => {
    expect(listed('personal-life', 'holder', person)).toEqual([]);
    const { first_name, last_name, cpf, birth_date } = person;
    expect(listed('personal-life', 'holder', { first_name, last_name, cpf, birth_date })).toEqual([]);
  });

  it('passes with a CNPJ in the place of a CPF', () => {
    expect(listed('auto', 'holder', { ...without(person, 'cpf'), cnpj: '11.222.333/0001-81' })).toEqual([]);
  });

  it('passes with a date of birth as full ISO text', () => {
    expect(listed('auto', 'holder', { ...person, birth_date: '2001-09-15T03:00:00.000Z' })).toEqual([]);
  });

  it.each<[keyof typeof person, string]>([
    ['first_name', `affinity_holder.first_name: ${name(60)}; it is missing`],
    ['last_name', `affinity_holder.last_name: ${name(120)}; it is missing`],
    ['birth_date', `affinity_holder.birth_date: ${date}; it is missing`],
    ['cpf', 'affinity_holder: a property cpf or a property cnpj'],
  ])('needs %s', (missing, problem) => {
    expect(listed('personal-life', 'holder', without(person, missing))).toEqual([problem]);
  });

  const states =
    'AC, AL, AP, AM, BA, CE, DF, ES, GO, MA, MT, MS, MG, PA, PB, PR, PE, PI, RJ, RN, RS, RO, RR, SC, SP, SE, TO';
  it.each<[string, unknown, string]>([
    ['first_name', '', name(60)],
    ['first_name', '  ', name(60)],
    ['first_name', 'x'.repeat(61), name(60)],
    ['first_name', 'two\nlines', name(60)],
    ['first_name', null, name(60)],
    ['last_name', 7, name(120)],
    ['cpf', '52998224724', 'a valid CPF'],
    ['cpf', 52998224725, 'a valid CPF'],
    ['cpf', '11111111111', 'a valid CPF'],
    ['cnpj', '11222333000180', 'a valid CNPJ'],
    ['birth_date', '1988-02-30', date],
    ['birth_date', '29/02/1988', date],
    ['gender', 'other', 'one of male, female'],
    ['marital_status', 'it is complicated', 'one of single, married, divorced, widowed'],
    ['is_foreign', 'true', flag],
    ['is_politically_exposed', 0, flag],
    ['contact', 'lukasz@example.com', 'an object'],
    ['contact.email', 'lukasz', 'an e-mail address'],
    ['contact.phone', '123', phone],
    ['contact.mobile_phone', '+55 11 98765-4321 ext. 7', phone],
    ['address.zip_code', '1310-100', 'a postal code of 8 digits such as 01310-100'],
    ['address.state_code', 'NY', `one of ${states}`],
    ['address.city_name', 'x'.repeat(81), name(80)],
    ['address.number', 120, name(20)],
    ['address.complement', 'x'.repeat(81), 'text of at most 80 printable characters'],
    ['income_monthly', 8500.5, 'a whole number from 0 to 10000000000'],
    ['income_monthly', -1, 'a whole number from 0 to 10000000000'],
    ['income_monthly', '8500', 'a whole number from 0 to 10000000000'],
    ['metadata', [], 'an object of at most 50 properties'],
    [
      'metadata',
      Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, at])),
      'an object of at most 50 properties',
    ],
    ['nickname', 'Luk', `no such property; known are ${Object.keys(person).join(', ').replace('cpf', 'cpf, cnpj')}`],
    ['contact.fax', '1', 'no such property; known are email, phone, mobile_phone'],
  ])('names a wrong %s: %j', (path, value, expected) => {
    const [outer = '', within] = path.split('.');
    const changed = within === undefined ? value : { ...(person[outer as 'contact'] as object), [within]: value };
    expect(listed('personal-life', 'holder', { ...person, [outer]: changed })).toEqual([
      `affinity_holder.${path}: ${expected}`,
    ]);
  });

  it('lists every problem at once', () => {
    expect(listed('auto', 'holder', { ...person, gender: 'x', contact: { email: 'y' }, cpf: 'z' })).toEqual([
      'affinity_holder.cpf: a valid CPF',
      'affinity_holder.gender: one of male, female',
      'affinity_holder.contact.email: an e-mail address',
    ]);
  });

  it('lists fifty problems and how many more there are, and shortens long names', () => {
    const extra = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`x${at}`.padEnd(200, 'x'), at]));
    const problems = listed('auto', 'holder', { ...person, ...extra });
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe('affinity_holder: no further problems; 150 more are not listed');
    expect(Math.max(...problems.map((problem) => problem.indexOf(': ')))).toBeLessThan(100);
  });

  it.each<[string, unknown]>([
    ['many values', { ...person, metadata: { list: Array.from({ length: 3000 }, () => 1) } }],
    ['much text', { ...person, metadata: { text: 'x'.repeat(70_000) } }],
    ['long names', { ...person, metadata: { ['x'.repeat(70_000)]: 1 } }],
    ['deep nesting', { ...person, metadata: JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown }],
  ])('is refused as a whole for %s', (_name, value) => {
    expect(listed('auto', 'holder', value)).toEqual([
      'affinity_holder: at most 2000 values and 65536 characters, nested at most 10 deep',
    ]);
  });

  it('of an inherited name is an unknown property like any other', () => {
    const sent = JSON.parse(`{"__proto__": {"first_name": "x"}, "constructor": 1}`) as unknown;
    const paths = check(productOf(catalogue, 'auto'), 'holder', sent, today).problems.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['affinity_holder.__proto__', 'affinity_holder.constructor']));
    expect(paths).toContain('affinity_holder.first_name');
  });
});

describe('an item of a car', () => {
  it('passes with everything said, and with no more than what is required', () => {
    expect(listed('auto', 'item', car)).toEqual([]);
    expect(listed('auto', 'item', without(car, 'model_variant', 'fipe_code', 'is_0km', 'drivers'))).toEqual([]);
  });

  it.each([['ABC1234'], ['ABC-1234'], ['ABC1D23'], ['abc1d23']])('may have the plate %s', (plate) => {
    expect(listed('auto', 'item', { ...car, plate })).toEqual([]);
  });

  it('needs a plate unless it is new', () => {
    const plate = 'a licence plate such as ABC1234, or ABC1D23 of the Mercosul';
    expect(listed('auto', 'item', without(car, 'plate'))).toEqual([`item.plate: ${plate}; it is missing`]);
    expect(listed('auto', 'item', without(car, 'plate', 'is_0km'))).toEqual([`item.plate: ${plate}; it is missing`]);
    expect(listed('auto', 'item', { ...without(car, 'plate'), is_0km: true })).toEqual([]);
    expect(listed('auto', 'item', { ...car, plate: 'AB1C234' })).toEqual([`item.plate: ${plate}`]);
  });

  it.each<[keyof typeof car, string]>([
    ['chassis', 'a chassis number of 17 characters without I, O and Q'],
    ['model_year', year],
    ['model_name', name(80)],
    ['manufacture_year', year],
    ['brand_name', name(60)],
    ['fuel_type', 'one of gasoline, ethanol, flex, diesel, battery, hybrid'],
  ])('needs %s', (missing, expected) => {
    expect(listed('auto', 'item', without(car, missing))).toEqual([`item.${missing}: ${expected}; it is missing`]);
  });

  it.each<[keyof typeof car, unknown, string]>([
    ['chassis', '9BWZZZ377VT00425', 'a chassis number of 17 characters without I, O and Q'],
    ['chassis', '9BWZZZ377VTO04251', 'a chassis number of 17 characters without I, O and Q'],
    ['model_year', 1899, year],
    ['model_year', '2024', year],
    ['manufacture_year', 2101, year],
    ['fipe_code', '12', 'a FIPE code such as 004278-1'],
    ['fuel_type', 'steam', 'one of gasoline, ethanol, flex, diesel, battery, hybrid'],
    ['is_0km', 'no', flag],
    ['drivers', driver, 'a list of at most 10 entries'],
    ['drivers', Array.from({ length: 11 }, () => driver), 'a list of at most 10 entries'],
  ])('names a wrong %s: %j', (property, value, expected) => {
    expect(listed('auto', 'item', { ...car, [property]: value })).toEqual([`item.${property}: ${expected}`]);
  });

  it('says which driver is wrong', () => {
    const drivers = [driver, { ...without(driver, 'birth_date'), cpf: '123', nickname: 'x' }];
    expect(listed('auto', 'item', { ...car, drivers }).map((problem) => problem.slice(0, 60))).toEqual([
      `item.drivers[1].birth_date: ${date}; it is missing`.slice(0, 60),
      'item.drivers[1].nickname: no such property; known are first_',
      'item.drivers[1].cpf: a valid CPF',
    ]);
  });
});

describe('particulars that were not said', () => {
  it.each([[undefined], [null]])('are a problem where the product needs them (%s)', (nothing) => {
    expect(listed('auto', 'item', nothing)).toEqual(['item: an object; it is missing']);
    expect(listed('personal-life', 'holder', nothing)).toEqual(['affinity_holder: an object; it is missing']);
  });

  it('are none where the product asks for them without need', () => {
    expect(listed('bike', 'holder', null)).toEqual([]);
    expect(listed('bike', 'holder', { first_name: 'x' })).not.toEqual([]);
  });

  it('are none, nor is an empty object, where the product asks for none; anything else is a problem', () => {
    expect(listed('personal-life', 'item', undefined)).toEqual([]);
    expect(listed('personal-life', 'item', {})).toEqual([]);
    expect(listed('personal-life', 'item', car)).toEqual(['item: nothing: this product asks for none']);
    expect(listed('personal-life', 'item', 'car')).toEqual(['item: nothing: this product asks for none']);
  });

  it.each([['text'], [7], [[]], [true]])('and a value that is not an object (%j) is a problem', (value) => {
    expect(listed('auto', 'holder', value)).toEqual(['affinity_holder: an object']);
  });
});

describe('the checker', () => {
  it('keeps the versions of a product apart', () => {
    const version = (most: number): Product => {
      const schema = {
        type: 'object',
        properties: { n: { type: 'integer', maximum: most } },
        additionalProperties: false,
      };
      return aProduct({ version: String(most), item: { required: true, schema } });
    };
    expect(check(version(5), 'item', { n: 7 }, today).problems).toEqual([
      { path: 'item.n', expected: 'a whole number of at most 5' },
    ]);
    expect(check(version(9), 'item', { n: 7 }, today).problems).toEqual([]);
    expect(check(version(5), 'item', { n: 5 }, today).problems).toEqual([]);
  });

  it('goes on working after more versions than it keeps', () => {
    const schema = { type: 'object', maxProperties: 1 };
    for (let each = 0; each < 510; each += 1) {
      const product = aProduct({ version: `v${each}`, item: { required: true, schema: { ...schema } } });
      expect(check(product, 'item', { a: 1 }, today).problems).toEqual([]);
    }
  });
});
