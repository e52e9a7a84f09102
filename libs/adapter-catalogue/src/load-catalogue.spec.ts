import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isDomainError, plainDate, type PlainDate } from '@affinity-engine/kernel';
import { demoCatalogueFolder } from './demo-catalogue.js';
import { loadCatalogue } from './load-catalogue.js';

// A change of a file by a test; the content is any JSON.
type Damage = (content: never) => unknown;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  await cp(demoCatalogueFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const damage = async (file: string, change: Damage): Promise<void> => {
  const content = JSON.parse(await readFile(join(folder, file), 'utf8')) as never;
  change(content);
  await writeFile(join(folder, file), JSON.stringify(content));
};

const refusal = async (today?: PlainDate): Promise<readonly string[]> => {
  const thrown: unknown = await loadCatalogue(folder, today).then(
    () => undefined,
    (each: unknown) => each,
  );
  if (!isDomainError(thrown) || thrown.code !== 'CATALOGUE-INVALID')
    throw new Error('was not refused', { cause: thrown });
  return thrown.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
};

describe('a catalogue that is wrong', () => {
  type Case = readonly [problem: string, file: string, change: Damage];
  const anId = 'an id of lower-case letters, digits and hyphens';
  const amount = 'a whole number from 0 to 9007199254740991';
  type Any = Record<string, Record<string, never>> & Record<string, never[]> & Record<string, unknown>;
  const set =
    (path: string, value: unknown): Damage =>
    (content) => {
      const steps = path.split('.');
      const last = steps.pop() ?? '';
      const target = steps.reduce<Any>((at, step) => at[step] as unknown as Any, content as Any);
      if (value === undefined) Reflect.deleteProperty(target, last);
      else Reflect.set(target, last, value);
    };
  const cases: readonly Case[] = [
    [
      'products/auto.json $.name: expected text of 1 to 80 characters; it is missing',
      'products/auto.json',
      set('name', undefined),
    ],
    ['products/auto.json $.name: expected text of 1 to 80 characters', 'products/auto.json', set('name', '')],
    ['products/auto.json $.language: expected one of pt-BR, en, de', 'products/auto.json', set('language', 'fr')],
    ['products/auto.json $.id: expected ' + anId, 'products/auto.json', set('id', 'Auto!')],
    ['products/auto.json $.asynchronous: expected true or false', 'products/auto.json', set('asynchronous', 'yes')],
    [
      'products/auto.json $.currency: expected an ISO 4217 code such as BRL',
      'products/auto.json',
      set('currency', 'R$'),
    ],
    ['products/auto.json $.plans[0].price.net: expected ' + amount, 'products/auto.json', set('plans.0.price.net', -1)],
    [
      'products/auto.json $.plans[0].price.net: expected ' + amount,
      'products/auto.json',
      set('plans.0.price.net', 10.5),
    ],
    [
      'products/auto.json $.plans[0].price.fees: expected ' + amount,
      'products/auto.json',
      set('plans.0.price.fees', 2 ** 53),
    ],
    [
      'products/auto.json $.plans[0].price.fees: expected ' + amount,
      'products/auto.json',
      set('plans.0.price.fees', '60.00'),
    ],
    [
      'products/auto.json $.plans[0].price.periodDays: expected a whole number from 1 to 36500',
      'products/auto.json',
      set('plans.0.price.periodDays', 0),
    ],
    [
      'products/bike.json $.plans[2].lifetimeDays: expected a whole number from 2 to 36500',
      'products/bike.json',
      set('plans.2.lifetimeDays', 1),
    ],
    ['products/auto.json $.plans: expected a list of 1 to 50 entries', 'products/auto.json', set('plans', [])],
    [
      'products/auto.json $.plans[0].coverages: expected a list of 1 to 50 entries',
      'products/auto.json',
      set('plans.0.coverages', []),
    ],
    [
      'products/auto.json $.plans[0].coverages[1].limit: expected ' + amount,
      'products/auto.json',
      set('plans.0.coverages.1.limit', null),
    ],
    [
      'products/auto.json $.plans[0].coverages[0].deductible: expected at most the limit of 12000000',
      'products/auto.json',
      set('plans.0.coverages.0.deductible', 12_000_001),
    ],
    [
      'products/auto.json $.color: expected no such property; known are id, name, insurerId',
      'products/auto.json',
      set('color', 'red'),
    ],
    [
      'products/auto.json $.plans[0].price.gross: expected no such property; known are net, fees, periodDays',
      'products/auto.json',
      set('plans.0.price.gross', 1),
    ],
    [
      'products/auto.json $.generalConditions[0].paragraphs: expected a list of 1 to 60 entries',
      'products/auto.json',
      set('generalConditions.0.paragraphs', []),
    ],
    [
      'products/auto.json $.insurerId: expected an insurer of this catalogue, not ins-1',
      'products/auto.json',
      set('insurerId', 'ins-1'),
    ],
    [
      'products/auto.json $.line: expected a line taxes.json has a row for in BR, not marine',
      'products/auto.json',
      set('line', 'marine'),
    ],
    [
      'products/auto.json $.line: expected a line taxes.json has a row for in PT, not general',
      'products/auto.json',
      set('jurisdiction', 'PT'),
    ],
    [
      'products/bike.json $.plans[1].id: expected a value of its own: theft is there already',
      'products/bike.json',
      set('plans.1.id', 'theft'),
    ],
    [
      'products/bike.json $.plans[1].coverages[1].id: expected a value of its own: theft is there already',
      'products/bike.json',
      set('plans.1.coverages.1.id', 'theft'),
    ],
    [
      'products/auto.json $.plans[0].assists[1].id: expected a value of its own: tow-truck is there already',
      'products/auto.json',
      set('plans.0.assists.1.id', 'tow-truck'),
    ],
    [
      'products/bike.json $.id: expected a value of its own: products/auto.json has auto already',
      'products/bike.json',
      set('id', 'auto'),
    ],
    [
      'products/auto.json $.holder.schema.properties.first_name: expected maxLength or enum or const beside the type string',
      'products/auto.json',
      set('holder.schema.properties.first_name', { type: 'string' }),
    ],
    [
      'products/auto.json $.item.schema: expected a JSON Schema that compiles: ',
      'products/auto.json',
      set('item.schema.properties.plate.type', 'text'),
    ],
    [
      'products/auto.json $.item.schema.$defs.driver: expected a definition that does not lead back to itself',
      'products/auto.json',
      set('item.schema.$defs.driver.properties.friend', { $ref: '#/$defs/driver' }),
    ],
    ['insurers/ins-5405.json $.cnpj: expected a valid CNPJ', 'insurers/ins-5405.json', set('cnpj', '41520836000103')],
    [
      'insurers/ins-5405.json $.contact.email: expected an e-mail address',
      'insurers/ins-5405.json',
      set('contact.email', 'nobody'),
    ],
    [
      'insurers/ins-5405.json $.contact.ombudsman: expected text of 1 to 160 characters; it is missing',
      'insurers/ins-5405.json',
      set('contact.ombudsman', undefined),
    ],
    [
      'insurers/ins-5405.json $.susepCode: expected a register number of 1 to 30 letters and digits',
      'insurers/ins-5405.json',
      set('susepCode', 5405),
    ],
    [
      'insurers/ins-5405.json $.susepCode: expected a value of its own: insurers/ins-5036.json has 05036 already',
      'insurers/ins-5405.json',
      set('susepCode', '05036'),
    ],
    [
      'insurers/ins-61234.json $.id: expected a value of its own: insurers/ins-5036.json has ins-5036 already',
      'insurers/ins-61234.json',
      set('id', 'ins-5036'),
    ],
    ['taxes.json $[0].rate: expected an exact decimal from 0 to 1, as text', 'taxes.json', set('0.rate', 0.0738)],
    ['taxes.json $[0].rate: expected an exact decimal from 0 to 1, as text', 'taxes.json', set('0.rate', '1.0738')],
    ['taxes.json $[1].from: expected a date yyyy-mm-dd', 'taxes.json', set('1.from', '2008-02-30')],
    [
      'taxes.json $[1].from: expected a value of its own: BR general 2008-01-03 is there already',
      'taxes.json',
      set('1.line', 'general'),
    ],
  ];

  it.each(cases)('lists: %s', async (problem, file, change) => {
    await damage(file, change);
    expect((await refusal()).filter((line) => line.startsWith(problem))).toHaveLength(1);
  });

  it('lists the problems of all files at once', async () => {
    await damage('products/auto.json', set('name', 7));
    await damage('products/auto.json', set('plans.0.price.net', 'much'));
    await damage('insurers/ins-5036.json', set('name', undefined));
    await writeFile(join(folder, 'taxes.json'), '[');
    await damage('products/bike.json', set('plans.1.id', 'theft'));
    expect(await refusal()).toEqual([
      'insurers/ins-5036.json $.name: expected text of 1 to 160 characters; it is missing',
      'products/auto.json $.name: expected text of 1 to 80 characters',
      `products/auto.json $.plans[0].price.net: expected ${amount}`,
      'taxes.json $: expected valid JSON; line 1, column 2: the text ends too early',
      'products/bike.json $.plans[1].id: expected a value of its own: theft is there already',
    ]);
  });

  it('says where a text is not JSON', async () => {
    const text = await readFile(join(folder, 'products/bike.json'), 'utf8');
    await writeFile(join(folder, 'products/bike.json'), text.replace('"name": "Bike",', '"name": "Bike"'));
    expect(await refusal()).toEqual([
      'products/bike.json $: expected valid JSON; line 5, column 3: expected , or }, found "insurerId"',
    ]);
  });

  it('lists missing files', async () => {
    await rm(folder, { recursive: true });
    expect(await refusal()).toEqual([
      'insurers/ $: expected a folder with at least one .json file',
      'products/ $: expected a folder with at least one .json file',
      'taxes.json $: expected a file that can be read',
    ]);
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  });
});

describe('a line of business', () => {
  const general = { jurisdiction: 'BR', line: 'general' };
  const rows = (...begins: readonly string[]) =>
    damage('taxes.json', (taxes: object[]) => {
      taxes.splice(0, 1, ...begins.map((from) => ({ ...general, from, rate: '0.0738' })));
    });
  const ofGeneral = [
    'products/auto.json',
    'products/bike.json',
    'quotation-products/medical-civil-liability-partner.json',
  ];

  it('is problemy in every product where none of its taxes has begun, as nothing of it can be priced', async () => {
    await rows('2031-01-01', '2030-01-01');
    expect(await refusal(plainDate('2029-12-31'))).toEqual(
      ofGeneral.map(
        (file) =>
          `${file} $.line: expected a line taxes.json has a row for in BR that is in force on 2029-12-31; the first of general begins on 2030-01-01`,
      ),
    );
  });

  it('is in order from the first day of its tax on', async () => {
    await rows('2031-01-01', '2030-01-01');
    expect((await loadCatalogue(folder, plainDate('2030-01-01'))).taxes).toHaveLength(6);
  });

  it('is in order where its next tax is written ahead of time', async () => {
    await rows('2008-01-03', '2030-01-01');
    expect((await loadCatalogue(folder, plainDate('2022-11-13'))).taxes).toHaveLength(6);
  });

  it('uses the day of the machine by default', async () => {
    await rows('9999-12-31');
    expect((await refusal()).map((problem) => problem.split(' ')[0])).toEqual(ofGeneral);
    await rows('2008-01-03');
    expect((await loadCatalogue(folder)).taxes).toHaveLength(5);
  });
});

describe('the version of a product', () => {
  const versions = async (): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await loadCatalogue(folder)).products.map(({ id, version }) => [id, version]));

  it('is sixteen hexadecimal digits and differs between products', async () => {
    const all = Object.values(await versions());
    expect(all.every((version) => /^[0-9a-f]{16}$/.test(version))).toBe(true);
    expect(new Set(all).size).toBe(all.length);
  });

  it('stays when the file is laid out otherwise', async () => {
    const before = await versions();
    await damage('products/auto.json', (content: Record<string, unknown>) => {
      for (const [name, value] of Object.entries(content).reverse()) {
        delete content[name];
        content[name] = value;
      }
    });
    expect(await versions()).toEqual(before);
  });

  it('changes with anything the product says, and with nothing else', async () => {
    const before = await versions();
    await damage('products/auto.json', (content: { plans: { price: { net: number } }[] }) => {
      for (const { price } of content.plans) price.net += 1;
    });
    const after = await versions();
    expect(after['auto']).not.toBe(before['auto']);
    expect(after['bike']).toBe(before['bike']);
  });
});
