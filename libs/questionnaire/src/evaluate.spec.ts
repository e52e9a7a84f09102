import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import { evaluate } from './evaluate.js';
import type { Given } from './evaluation.js';
import type { Condition, Derived, Entry, PlainQuestion } from './question.js';
import { answersOf } from './testing/index.js';

type Some = Partial<Extract<PlainQuestion, { type: 'integer' }>>;

/** An integer, optional everywhere by default. */
const integer = (code: string, given: Some = {}): Entry => {
  return { code, stage: 's', type: 'integer', text: `${code}?`, required: false, ...given };
};
const derived = (code: string, ...from: readonly string[]): Entry & Derived => {
  return { code, stage: 's', type: 'derived', from };
};
const one: Condition = { code: 'A', is: 1 };

const evaluated = (entries: readonly Entry[], byCode: Readonly<Record<string, unknown>>, given?: Given) =>
  evaluate({ stages: ['s'], entries }, answersOf(byCode), given);
const reasons = (entries: readonly Entry[], byCode: Readonly<Record<string, unknown>>, given?: Given) =>
  evaluated(entries, byCode, given).unevaluated.map(({ code, reason, on }) => [code, reason, ...(on ?? [])].join(' '));

describe('a question', () => {
  it.each<[string, Some, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['applies and is answered', { applies: one, required: true }, { A: 1, B: 2 }, []],
    ['applies and has no answer', { applies: one, required: true }, { A: 1 }, ['B missing']],
    ['does not apply and has no answer', { applies: one, required: true }, { A: 2 }, []],
    ['does not apply and is answered', { applies: one, required: true }, { A: 2, B: 2 }, ['B not-applicable']],
    ['does not apply and is answered badly', { applies: one }, { A: 2, B: 'x' }, ['B not-applicable']],
    ['hangs on an absent answer', { applies: one, required: true }, {}, []],
    ['may not apply and is answered', { applies: one }, { A: 'x', B: 2 }, ['A wrong-type', 'B depends A']],
    ['may not apply and is answered badly', { applies: one }, { A: 'x', B: 'x' }, ['A wrong-type', 'B wrong-type']],
    ['may not apply and has no answer', { applies: one, required: true }, { A: 'x' }, ['A wrong-type', 'B depends A']],
    ['may not apply and is optional anyhow', { applies: one }, { A: 'x' }, ['A wrong-type']],
    ['may be required and has no answer', { required: one }, { A: 'x' }, ['A wrong-type', 'B depends A']],
    ['may be required and is answered', { required: one }, { A: 'x', B: 2 }, ['A wrong-type']],
    ['may not apply and has a default', { applies: one, default: 5 }, { A: 'x' }, ['A wrong-type', 'B depends A']],
    ['is not required where it does not apply', { applies: one, required: one, default: 5 }, { A: 2 }, []],
  ])('that %s', (_, given, byCode, expected) => {
    expect(reasons([integer('A'), integer('B', given)], byCode)).toEqual(expected);
  });

  it('waits for what decides, not for what makes no difference', () => {
    const applies: Condition = {
      any: [
        one,
        {
          all: [
            { code: 'C', is: 1 },
            { code: 'D', is: 1 },
          ],
        },
      ],
    };
    const entries = [integer('A'), integer('C'), integer('D'), integer('B', { applies, required: true })];
    expect(reasons(entries, { A: 1, C: 'x', B: 1 })).toEqual(['C wrong-type']);
    expect(reasons(entries, { A: 2, C: 'x', D: 2 })).toEqual(['C wrong-type']);
    expect(reasons(entries, { A: 2, C: 'x', D: 1 })).toEqual(['C wrong-type', 'B depends C']);
  });

  it('counts an answer that should not be there as absent for all that looks at it', () => {
    const entries = [
      integer('A'),
      integer('B', { applies: one }),
      integer('C', { applies: { code: 'B', is: 1 }, required: true }),
      derived('SUM', 'B'),
    ];
    const derive = { SUM: (from: ReadonlyMap<string, unknown>) => from.size };
    const { values, unevaluated } = evaluated(entries, { A: 2, B: 1 }, { derive });
    expect(unevaluated).toEqual([{ code: 'B', reason: 'not-applicable' }]);
    expect([...values]).toEqual([
      ['A', 2],
      ['SUM', 0],
    ]);
  });

  it('has its default where it applies and no answer is there, kept and shown like an answer', () => {
    const { values, answers } = evaluated([integer('A', { default: 20, required: true })], { A: ' ' });
    expect(values.get('A')).toBe(20);
    expect(answers).toEqual([{ code: 'A', answer: 20, questionText: 'A?', answerText: '20' }]);
    expect(evaluated([integer('A'), integer('B', { applies: one, default: 3 })], {}).values.has('B')).toBe(false);
  });

  it('may come after what it decides', () => {
    const entries = [integer('B', { applies: one, required: true }), integer('A')];
    expect(reasons(entries, { A: 1 })).toEqual(['B missing']);
    expect(reasons(entries, { A: 'x' })).toEqual(['B depends A', 'A wrong-type']);
  });
});

describe('a text whose format hangs on another answer', () => {
  const entries: readonly Entry[] = [
    integer('A'),
    {
      code: 'B',
      stage: 's',
      type: 'text',
      text: 'B?',
      required: true,
      format: [
        { where: one, format: 'cpf' },
        { where: { code: 'A', is: 2 }, format: 'cnpj' },
      ],
    },
  ];

  it.each([
    [1, '529.982.247-25', []],
    [1, '11.222.333/0001-81', ['B malformed']],
    [2, '11.222.333/0001-81', []],
    [2, '529.982.247-25', ['B malformed']],
    [3, 'anything', []],
    [null, 'anything', []],
    ['x', '529.982.247-25', ['A wrong-type', 'B depends A']],
  ])('goes by %p: %s', (a, b, expected) => {
    expect(reasons(entries, { A: a, B: b })).toEqual(expected);
  });
});

describe('a derived value', () => {
  const entries = [integer('A', { required: true }), integer('B'), derived('SUM', 'A', 'B'), derived('TWICE', 'SUM')];
  const numberIn = (values: ReadonlyMap<string, unknown>, code: string) => Number(values.get(code) ?? 0);
  const derive: Given['derive'] = {
    SUM: (from) => numberIn(from, 'A') + numberIn(from, 'B'),
    TWICE: (from) => 2 * numberIn(from, 'SUM'),
  };

  it('follows from answers and from other derived values; an absent one is no hindrance', () => {
    expect([...evaluated(entries, { A: 1, B: 2 }, { derive }).values]).toEqual([
      ['A', 1],
      ['B', 2],
      ['SUM', 3],
      ['TWICE', 6],
    ]);
    expect(evaluated(entries, { A: 1 }, { derive }).values.get('TWICE')).toBe(2);
  });

  it('falls with anything it is from, and everything from it falls too', () => {
    expect(reasons(entries, { B: 2 }, { derive })).toEqual(['A missing', 'SUM depends A', 'TWICE depends SUM']);
    expect(reasons(entries, { B: 'x' }, { derive })).toEqual([
      'A missing',
      'B wrong-type',
      'SUM depends A B',
      'TWICE depends SUM',
    ]);
  });

  it('falls where there is no value, or nothing to compute one', () => {
    const fallen = ['SUM no-value', 'TWICE depends SUM'];
    expect(reasons(entries, { A: 1 }, { derive: { ...derive, SUM: () => undefined } })).toEqual(fallen);
    expect(reasons(entries, { A: 1 })).toEqual(fallen);
  });

  it('is computed from nothing else, and not at all where something is not evaluated', () => {
    const seen: string[] = [];
    const spy = (from: ReadonlyMap<string, unknown>) => {
      seen.push([...from.keys()].join(' '));
      return 1;
    };
    evaluated([...entries, derived('ONE', 'B')], { A: 1, B: 2 }, { derive: { SUM: spy, TWICE: spy, ONE: spy } });
    expect(seen).toEqual(['A B', 'SUM', 'B']);
    evaluated(entries, { B: 2 }, { derive: { SUM: spy, TWICE: spy } });
    expect(seen).toHaveLength(3);
  });

  it('is a condition’s business, too', () => {
    const conditional = [...entries, integer('C', { required: { code: 'SUM', is: 3 } })];
    expect(reasons(conditional, { A: 1, B: 2 }, { derive })).toEqual(['C missing']);
    expect(reasons(conditional, { A: 1, B: 1 }, { derive })).toEqual([]);
  });

  it('is nothing anybody may answer', () => {
    expect(evaluated(entries, { A: 1, SUM: 5 }, { derive })).toMatchObject({ unknown: ['SUM'], unevaluated: [] });
  });
});

describe('an answer the caller has a say on', () => {
  const entries = [integer('A'), integer('B', { required: true, checkedWith: ['A'] })];
  const accept: Given['accept'] = { B: (answer, withThese) => answer === withThese.get('A') };

  it('is accepted or is not, by itself and the answers it is checked with', () => {
    expect(reasons(entries, { A: 1, B: 1 }, { accept })).toEqual([]);
    expect(reasons(entries, { A: 1, B: 2 }, { accept })).toEqual(['B not-accepted']);
  });

  it('is checked without other answers too', () => {
    const alone = [integer('A'), integer('B')];
    expect(reasons(alone, { B: 1 }, { accept: { B: (answer) => answer === 1 } })).toEqual([]);
    expect(reasons(alone, { B: 2 }, { accept: { B: (answer) => answer === 1 } })).toEqual(['B not-accepted']);
  });

  it('waits for those answers', () => {
    expect(reasons(entries, { A: 'x', B: 1 }, { accept })).toEqual(['A wrong-type', 'B depends A']);
  });

  it('is not accepted where nobody says so', () => {
    expect(reasons(entries, { A: 1, B: 1 })).toEqual(['B not-accepted']);
  });

  it('is not asked about where there is none, or none that can be read', () => {
    const never: Given['accept'] = { B: () => expect(true).toBe(false) as never };
    expect(reasons(entries, { A: 1 }, { accept: never })).toEqual(['B missing']);
    expect(reasons(entries, { A: 1, B: 'x' }, { accept: never })).toEqual(['B wrong-type']);
  });
});

describe('codes', () => {
  it('that are not asked for are listed, sorted', () => {
    const answers = [...answersOf({ Z: 1, A: 1, Q: null }), { code: 'Z', answer: 2 }];
    expect(evaluate({ stages: ['s'], entries: [integer('A')] }, answers)).toMatchObject({
      unknown: ['Q', 'Z'],
      doubled: ['Z'],
      unevaluated: [],
    });
  });

  it.each([
    [1, 1],
    [1, 2],
    [1, null],
    [null, null],
  ])('that are answered twice are listed and not evaluated, with %p and %p', (first, second) => {
    const answers = [first, second].map((answer) => ({ code: 'A', answer }));
    expect(evaluate({ stages: ['s'], entries: [integer('A'), derived('D', 'A')] }, answers)).toMatchObject({
      doubled: ['A'],
      unevaluated: [
        { code: 'A', reason: 'doubled' },
        { code: 'D', reason: 'depends', on: ['A'] },
      ],
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('may be called %s', (code) => {
    const asked = [integer(code, { required: true, checkedWith: [] }), derived('D', code)];
    expect(reasons(asked, {})).toEqual([`${code} missing`, `D depends ${code}`]);
    const { unevaluated } = evaluate({ stages: ['s'], entries: asked }, [{ code, answer: 1 }]);
    expect(unevaluated.map(({ reason }) => reason)).toEqual(['not-accepted', 'depends']);
    const { unknown } = evaluate({ stages: ['s'], entries: [] }, [{ code, answer: { polluted: true } }]);
    expect(unknown).toEqual([code]);
    expect(reasons([derived(code, 'A'), integer('A')], {})).toEqual([`${code} no-value`]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a questionnaire that is not sound', () => {
  it.each([
    ['refers to nothing', [integer('A', { applies: { code: 'B', is: 1 } })]],
    ['derives from nothing', [derived('A', 'B')]],
    ['has a code twice', [integer('A'), integer('A')]],
    ['goes in a circle', [integer('A', { applies: { code: 'B', is: 1 } }), integer('B', { required: one })]],
    ['has a value that is derived from itself', [derived('A', 'A')]],
  ])('is refused where it %s', (_, entries) => {
    expect(codeOf(() => evaluated(entries, {}))).toBe('QUESTIONNAIRE-INVALID');
  });
});
