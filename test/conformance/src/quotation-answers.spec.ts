import { beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '@affinity-engine/test-harness';
import * as acting from './fixtures/broker.js';

let broker: acting.Broker;
const items = new Map<string, acting.Item>();
const persons = ['NATURAL', 'LEGAL'] as const;
const identities = { NATURAL: '52998224725', LEGAL: '11222333000181' } as const;

beforeAll(async () => {
  broker = acting.brokerOf(await startEngine({ env: { SANDBOX_CLOCK: '2022-11-13T12:00:00Z', ...acting.unlimited } }));
  for (const person of persons) {
    const body = acting.contractingBody({ 'PERSON-TYPE': person, IDENTITY: identities[person] });
    items.set(person, (await broker.contract(body)).body.item);
  }
});

const derived = ['NET-VALUE', 'INTEREST-VALUE', 'TAX-VALUE', 'TOTAL-VALUE', 'INSTALLMENT-NUMBER'];
const chosen = ['PAYMENT-INSTALLMENT-IDENTIFIER', ...derived];

/** For each answer of a proposal: one of a wrong type, and one that is out of range or not among the choices. */
const wrong: Readonly<Record<string, readonly [type: unknown, range: unknown]>> = {
  'INSURED-BIRTH-DATE': [19_750_101, '1850-01-01'],
  'PAYMENT-METHOD': [7, 'CASH'],
  'DUE-DAY': ['x', 21],
  'PAYMENT-INSTALLMENT-IDENTIFIER': [5, '00000000-0000-4000-8000-000000000000'],
  PEP: [true, 'MAYBE'],
  'PEP-NAME': [5, 'x'.repeat(121)],
  'PEP-PARENTING': [['OTHER'], 'COUSIN'],
};

const relation = { 'PEP-NAME': 'teste', 'PEP-PARENTING': 'SON/DAUGHTER' };

/** The answers that become invalid together with an answer, in the order of the questionnaire. */
function fallen(code: string, method: string): readonly string[] {
  if (code === 'PAYMENT-METHOD') return ['PAYMENT-METHOD', ...(method === 'TICKET' ? [] : ['DUE-DAY']), ...chosen];
  if (code === 'PAYMENT-INSTALLMENT-IDENTIFIER') return chosen;
  if (code === 'PEP') return ['PEP', 'PEP-NAME', 'PEP-PARENTING'];
  return [code];
}

type Case = {
  readonly person: 'NATURAL' | 'LEGAL';
  readonly method: string;
  readonly pep: string;
  readonly broken: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly codes: readonly string[] | null;
};

function casesOf(person: 'NATURAL' | 'LEGAL', method: string, pep: string): readonly Case[] {
  const natural = person === 'NATURAL';
  const whole = {
    ...(natural
      ? { PEP: pep, ...(pep === 'RELATION' ? relation : {}) }
      : { 'INSURED-BIRTH-DATE': undefined, PEP: undefined }),
  };
  const required = [
    ...(natural ? ['INSURED-BIRTH-DATE', 'PEP', ...(pep === 'RELATION' ? Object.keys(relation) : [])] : []),
    ...['PAYMENT-METHOD', 'PAYMENT-INSTALLMENT-IDENTIFIER', ...(method === 'TICKET' ? ['DUE-DAY'] : [])],
  ];
  const base = { person, method, pep };
  const broken = required.flatMap((code): readonly Case[] => {
    const [type, range] = wrong[code] ?? [];
    return [
      { ...base, broken: `${code} missing`, changes: { ...whole, [code]: undefined } },
      { ...base, broken: `${code} of the wrong type`, changes: { ...whole, [code]: type } },
      { ...base, broken: `${code} out of range`, changes: { ...whole, [code]: range } },
    ].map((each) => ({ ...each, codes: fallenHere(code, each.broken, method) }));
  });
  const misplaced: readonly Case[] = natural
    ? pep === 'RELATION'
      ? []
      : [{ ...base, broken: 'a relation’s name', changes: { ...whole, 'PEP-NAME': 'teste' }, codes: ['PEP-NAME'] }]
    : [
        {
          ...base,
          broken: 'a birth date',
          changes: { ...whole, 'INSURED-BIRTH-DATE': '2001-09-15' },
          codes: ['INSURED-BIRTH-DATE'],
        },
        {
          ...base,
          broken: 'PEP answered',
          changes: { ...whole, PEP: pep, ...(pep === 'RELATION' ? relation : {}) },
          codes: ['PEP', ...(pep === 'RELATION' ? Object.keys(relation) : [])],
        },
      ];
  return [{ ...base, broken: 'nothing', changes: whole, codes: null }, ...broken, ...misplaced];
}

/** A given due day is not evaluated if the method is unknown. */
const fallenHere = (code: string, _broken: string, method: string): readonly string[] => fallen(code, method);

const cases = persons.flatMap((person) =>
  ['CREDIT-CARD', 'TICKET'].flatMap((method) =>
    ['NO', 'YES', 'RELATION'].flatMap((pep) => casesOf(person, method, pep)),
  ),
);

describe('the answers of a proposal', () => {
  it('are tested for all persons, payment methods and PEP, each required one broken in three ways', () => {
    expect(cases.filter(({ codes }) => codes === null)).toHaveLength(12);
    expect(cases.length).toBeGreaterThan(150);
  });

  it.each(cases.map((each) => [each.person, each.method, each.pep, each.broken, each] as const))(
    '%s, %s, %s with %s',
    async (person, method, _pep, _broken, { changes, codes }) => {
      const item = items.get(person) as acting.Item;
      const { status, body } = await broker.propose(acting.proposalBody(item, method, 2, changes));
      if (codes === null) {
        expect([status, body.item?.status]).toEqual([200, 'Draft']);
        return;
      }
      expect([status, body.errors]).toEqual([
        400,
        [{ code: 'ANSWERS-NOT-EVALUATED', message: 'One or more answers could not be evaluated.', properties: codes }],
      ]);
    },
  );
});

const contractingWrong: Readonly<Record<string, readonly [type: unknown, range: unknown]>> = {
  'PERSON-TYPE': [1, 'ALIEN'],
  IDENTITY: [52998224725, '52998224724'],
  'INSURED-NAME': [5, 'x'.repeat(121)],
  'INSURED-EMAIL': [5, 'ines'],
  'INSURED-CELLPHONE': [true, '123'],
  'INSURED-ADDRESS-ZIPCODE': [1310100, '1310-100'],
  'INSURED-ADDRESS-STREET': [{}, 'x'.repeat(121)],
  'INSURED-ADDRESS-NUMBER': [1000, 'x'.repeat(21)],
  'INSURED-ADDRESS-NEIGHBORHOOD': [[], 'x'.repeat(61)],
  'INSURED-ADDRESS-CITY': [null, 'x'.repeat(61)],
  'INSURED-ADDRESS-STATE': [35, 'NY'],
  'START-VIGENCY-DATE': [20_221_201, '2022-02-30'],
  'LIMIT-DEDUCTIBLE': [
    'all',
    [
      [
        { code: 'LIMIT', answer: 7 },
        { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
      ],
    ],
  ],
};

const optionalWrong: readonly (readonly [string, unknown])[] = [
  ['BROKERAGE-COMMISSION', 31],
  ['BROKERAGE-COMMISSION', 0],
  ['BROKERAGE-COMMISSION', '20.555'],
  ['GRIEVANCE-DISCOUNT', 501],
  ['GRIEVANCE-DISCOUNT', -1],
  ['CLAIMS', 3],
  ['RETROACTIVITY', 6],
  ['CATEGORIES', ['DENTISTRY']],
  ['CATEGORIES', 'SURGERY'],
];

describe('the answers to contracting', () => {
  it.each(
    Object.entries(contractingWrong).flatMap(([code, [type, range]]) => [
      [code, 'missing', undefined] as const,
      [code, 'of the wrong type', type] as const,
      [code, 'out of range', range] as const,
    ]),
  )('%s %s cannot be evaluated', async (code, _, answer) => {
    const { status, body } = await broker.contract(acting.contractingBody({ [code]: answer }));
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        code: 'ANSWERS-NOT-EVALUATED',
        message: 'One or more answers could not be evaluated.',
        properties: code === 'PERSON-TYPE' ? ['PERSON-TYPE', 'IDENTITY'] : [code],
      },
    ]);
  });

  it.each(optionalWrong)('%s cannot be %j', async (code, answer) => {
    const { status, body } = await broker.contract(acting.contractingBody({ [code]: answer }));
    expect([status, body.errors[0]?.properties]).toEqual([400, [code]]);
  });
});
