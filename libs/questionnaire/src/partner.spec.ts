import { describe, expect, it } from '@jest/globals';
import type { Answer } from './answer.js';
import { evaluate } from './evaluate.js';
import { questionnaireProblems } from './problems.js';
import { answersOf, contractingAnswers, partnerGiven, partnerQuestionnaire, proposalAnswers } from './testing/index.js';

const evaluation = (answers: readonly Answer[]) => evaluate(partnerQuestionnaire, answers, partnerGiven);
const unevaluated = (answers: readonly Answer[]) => evaluation(answers).unevaluated.map(({ code }) => code);
const without = (code: string, answers: readonly Answer[]) => answers.filter((each) => each.code !== code);

const fromPayment = ['NET-VALUE', 'INTEREST-VALUE', 'TAX-VALUE', 'TOTAL-VALUE', 'INSTALLMENT-NUMBER'];

describe('the published product', () => {
  it('has a questionnaire without a problem, which is plain JSON', () => {
    const supported = {
      derive: Object.keys(partnerGiven.derive ?? {}),
      accept: Object.keys(partnerGiven.accept ?? {}),
    };
    expect(questionnaireProblems(partnerQuestionnaire, supported)).toEqual([]);
    expect(JSON.parse(JSON.stringify(partnerQuestionnaire))).toEqual(partnerQuestionnaire);
  });

  it('takes the published proposal', () => {
    const { values, unevaluated: none } = evaluation([...contractingAnswers(), ...proposalAnswers]);
    expect(none).toEqual([]);
    expect(Object.fromEntries(values)).toMatchObject({
      'INSURED-BIRTH-DATE': '2001-09-15',
      'DUE-DAY': 1,
      'PAYMENT-INSTALLMENT-IDENTIFIER': '5b232a16-50a9-4cf2-8af8-df5c16368b28',
      'PEP-PARENTING': 'SON/DAUGHTER',
      'BROKERAGE-COMMISSION': '20',
      'TOTAL-VALUE': 179478,
      'INSTALLMENT-NUMBER': 1,
    });
  });

  it('without the installment plan misses the six codes of the published refusal, in its order', () => {
    const answers = without('PAYMENT-INSTALLMENT-IDENTIFIER', [...contractingAnswers(), ...proposalAnswers]);
    expect(unevaluated(answers)).toEqual([
      'PAYMENT-INSTALLMENT-IDENTIFIER',
      'NET-VALUE',
      'INTEREST-VALUE',
      'TAX-VALUE',
      'TOTAL-VALUE',
      'INSTALLMENT-NUMBER',
    ]);
  });

  it('asks of nobody what is optional', () => {
    const { values, unevaluated: none } = evaluation([...contractingAnswers('LEGAL'), ...paymentBy('CREDIT-CARD')]);
    expect(none).toEqual([]);
    for (const code of ['CLAIMS', 'RETROACTIVITY', 'CATEGORIES', 'PROFESSIONAL-REGISTER', 'GRIEVANCE-DISCOUNT']) {
      expect(values.has(code)).toBe(false);
    }
  });

  it.each([
    ['CLAIMS', [0, 2, '1'], [-1, 3, 'x', true]],
    ['RETROACTIVITY', [0, 5], [6, 1.5]],
    ['BROKERAGE-COMMISSION', [1, 30, '12.25'], [0.99, 30.01, '1.234', 'x']],
    ['GRIEVANCE-DISCOUNT', [0, 500, 0.01], [-0.01, 500.01]],
    ['CATEGORIES', [['SURGERY'], ['PEDIATRICS', 'SURGERY']], ['SURGERY', ['surgery']]],
    ['PROFESSIONAL-REGISTER', ['CRM 12345'], [12345]],
  ])('takes what is optional within its range: %s', (code, right, wrong) => {
    const others = [...contractingAnswers('LEGAL'), ...paymentBy('CREDIT-CARD')];
    for (const answer of right) expect(unevaluated([...others, { code, answer }])).toEqual([]);
    for (const answer of wrong) expect(unevaluated([...others, { code, answer }])).toEqual([code]);
  });
});

type PersonType = 'NATURAL' | 'LEGAL';
type Method = 'CREDIT-CARD' | 'TICKET';

/** Installments of the method, and a due day if it is required. */
function paymentBy(method: Method): readonly Answer[] {
  const plans = {
    'CREDIT-CARD': 'efc3ad52-5ed5-4441-88e1-99b40846b2b7',
    TICKET: 'e8e192f2-f096-4e2c-b09a-2b1699927162',
  };
  const dueDay = method === 'TICKET' ? { 'DUE-DAY': 20 } : {};
  return answersOf({ 'PAYMENT-METHOD': method, ...dueDay, 'PAYMENT-INSTALLMENT-IDENTIFIER': plans[method] });
}

/** The additional answers of a natural person. */
function personAnswers(personType: PersonType, pep: string): readonly Answer[] {
  if (personType === 'LEGAL') return [];
  const related = pep === 'RELATION' ? { 'PEP-NAME': 'José Souza', 'PEP-PARENTING': 'SPOUSE' } : {};
  return answersOf({ 'INSURED-BIRTH-DATE': '2001-09-15', PEP: pep, ...related });
}

/** For every required answer: one of the wrong type, and one that is out of range or otherwise not allowed. */
const wrongAnswers: Readonly<Record<string, readonly [unknown, unknown]>> = {
  'PERSON-TYPE': [1, 'PERSON'],
  IDENTITY: [52998224725, '529.982.247-26'],
  'INSURED-NAME': [['Ana'], 'x'.repeat(121)],
  'INSURED-EMAIL': [false, 'ana@'],
  'INSURED-CELLPHONE': [11987654321, '98765-4321'],
  'INSURED-ADDRESS-ZIPCODE': [1310100, '1310-100'],
  'INSURED-ADDRESS-STREET': [{}, 'x'.repeat(121)],
  'INSURED-ADDRESS-NUMBER': [1000, 'x'.repeat(21)],
  'INSURED-ADDRESS-NEIGHBORHOOD': [0, 'x'.repeat(61)],
  'INSURED-ADDRESS-CITY': [true, 'x'.repeat(61)],
  'INSURED-ADDRESS-STATE': [35, 'sp'],
  'START-VIGENCY-DATE': [20221114, '2022-02-30'],
  'LIMIT-DEDUCTIBLE': ['100000', [answersOf({ LIMIT: 29999, DEDUCTIBLE: 'DEFAULT' })]],
  'INSURED-BIRTH-DATE': [false, '1899-12-31'],
  'PAYMENT-METHOD': [2, 'CreditCard'],
  'DUE-DAY': ['first', 21],
  'PAYMENT-INSTALLMENT-IDENTIFIER': [1, '8cf9bb6a-2d25-4b0e-a3a5-7f5bd5cbfc54'],
  PEP: [true, 'MAYBE'],
  'PEP-NAME': [1, 'x'.repeat(121)],
  'PEP-PARENTING': [{}, 'Pai/Mãe'],
};

/** The codes that depend on an answer, itself included, in questionnaire order. */
function fallsWith(code: string, method: Method): readonly string[] {
  if (code === 'PERSON-TYPE') return [code, 'IDENTITY', 'INSURED-BIRTH-DATE', 'PEP', 'PEP-NAME', 'PEP-PARENTING'];
  if (code === 'PEP') return ['PEP', 'PEP-NAME', 'PEP-PARENTING'];
  if (code === 'PAYMENT-INSTALLMENT-IDENTIFIER') return [code, ...fromPayment];
  if (code !== 'PAYMENT-METHOD') return [code];
  // A given due day is valid for any method; a missing one may be required.
  const dueDay = method === 'TICKET' ? [] : ['DUE-DAY'];
  return [code, ...dueDay, 'PAYMENT-INSTALLMENT-IDENTIFIER', ...fromPayment];
}

const people: readonly (readonly [PersonType, string])[] = [
  ['NATURAL', 'NO'],
  ['NATURAL', 'YES'],
  ['NATURAL', 'RELATION'],
  ['LEGAL', 'NO'],
  ['LEGAL', 'YES'],
  ['LEGAL', 'RELATION'],
];
const combinations = people.flatMap(([personType, pep]) =>
  (['CREDIT-CARD', 'TICKET'] as const).map((method) => [personType, method, pep] as const),
);

describe.each(combinations)('a %s person who pays by %s, PEP %s', (personType, method, pep) => {
  const answers = [...contractingAnswers(personType), ...paymentBy(method), ...personAnswers(personType, pep)];
  const required = answers.map(({ code }) => code);

  it('needs these answers and no other', () => {
    expect(evaluation(answers)).toMatchObject({ unevaluated: [], unknown: [], doubled: [] });
    const counted = personType === 'LEGAL' ? 15 : pep === 'RELATION' ? 19 : 17;
    expect(required.length).toBe(counted + (method === 'TICKET' ? 1 : 0));
  });

  it.each(required)('needs %s', (code) => {
    const reason = { code, reason: 'missing' };
    const { unevaluated: listed } = evaluation(without(code, answers));
    expect(listed.filter((each) => each.reason !== 'depends')).toEqual([reason]);
    expect(listed.map((each) => each.code)).toEqual(fallsWith(code, method));
    for (const blank of [null, '', '  ']) {
      expect(evaluation([...without(code, answers), { code, answer: blank }]).unevaluated).toEqual(listed);
    }
  });

  it.each(required)('needs %s to be of the right type', (code) => {
    const [answer] = wrongAnswers[code] ?? [];
    const { unevaluated: listed } = evaluation([...without(code, answers), { code, answer }]);
    expect(listed.filter((each) => each.reason !== 'depends')).toEqual([{ code, reason: 'wrong-type' }]);
    expect(listed.map((each) => each.code)).toEqual(fallsWith(code, method));
  });

  it.each(required)('needs %s to be within its range', (code) => {
    const [, answer] = wrongAnswers[code] ?? [];
    const { unevaluated: listed } = evaluation([...without(code, answers), { code, answer }]);
    const [cause, ...others] = listed.filter((each) => each.reason !== 'depends');
    expect(['out-of-range', 'malformed', 'not-a-choice', 'not-accepted', 'items']).toContain(cause?.reason);
    expect(others).toEqual([]);
    expect(listed.map((each) => each.code)).toEqual(fallsWith(code, method));
  });

  if (personType === 'LEGAL') {
    it('must not say anything of political exposure or of a birth date', () => {
      const personal = personAnswers('NATURAL', pep);
      const { unevaluated: listed } = evaluation([...answers, ...personal]);
      expect(listed).toEqual(personal.map(({ code }) => ({ code, reason: 'not-applicable' })));
    });
  }
});

describe('the payment', () => {
  const natural = [...contractingAnswers(), ...personAnswers('NATURAL', 'NO')];

  it('is by an installment plan of its own method', () => {
    const plan = paymentBy('TICKET').filter(({ code }) => code === 'PAYMENT-INSTALLMENT-IDENTIFIER');
    const { unevaluated: listed } = evaluation([
      ...natural,
      { code: 'PAYMENT-METHOD', answer: 'CREDIT-CARD' },
      ...plan,
    ]);
    expect(listed[0]).toEqual({ code: 'PAYMENT-INSTALLMENT-IDENTIFIER', reason: 'not-accepted' });
    expect(listed.map(({ code }) => code)).toEqual(['PAYMENT-INSTALLMENT-IDENTIFIER', ...fromPayment]);
  });

  it.each([1, '1', 20, '20'])('may have the due day %p', (answer) => {
    for (const method of ['CREDIT-CARD', 'TICKET'] as const) {
      const payment = without('DUE-DAY', paymentBy(method));
      expect(unevaluated([...natural, ...payment, { code: 'DUE-DAY', answer }])).toEqual([]);
    }
  });

  it.each([0, 21, -1, '0', 1.5, 'x'])('may not have the due day %p, by card neither', (answer) => {
    for (const method of ['CREDIT-CARD', 'TICKET'] as const) {
      const payment = without('DUE-DAY', paymentBy(method));
      expect(unevaluated([...natural, ...payment, { code: 'DUE-DAY', answer }])).toEqual(['DUE-DAY']);
    }
  });
});
