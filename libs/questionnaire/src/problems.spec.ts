import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cyclesIn } from './cycles.js';
import { questionnaireProblems } from './problems.js';
import type { SupportedFunctions } from './problems.js';
import type { Entry, Questionnaire } from './question.js';

declare const propertyRuns: number;

const asked = (code: string, given: Record<string, unknown> = {}): Entry => {
  const entry = { code, stage: 'first', type: 'text', text: `${code}?`, required: false, ...given };
  return entry as unknown as Entry;
};
/** A question of a variant: it has no stage. */
const ofVariant = (code: string, given: Record<string, unknown> = {}): Entry => {
  const { stage: _stage, ...question } = asked(code, given);
  return question as Entry;
};
const derived = (code: string, from: readonly string[], stage = 'first'): Entry => {
  return { code, stage, type: 'derived', from };
};
const choices = ['X', 'Y'].map((value) => ({ value, text: value }));
const stages = ['first', 'second'];

const problems = (entries: readonly Entry[], supported?: SupportedFunctions) =>
  questionnaireProblems({ stages, entries }, supported);
const listed = (entries: readonly Entry[], supported?: SupportedFunctions) =>
  problems(entries, supported).map(({ path, problem }) => `${path} ${problem}`);

describe('a question', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['with a text', {}, []],
    ['without a text', { text: '  ' }, ['.text text-blank']],
    ['of one choice', { type: 'choice', choices: choices.slice(1) }, []],
    ['without choices', { type: 'choice' }, ['.choices choices-missing']],
    ['of no choice', { type: 'choice', choices: [] }, ['.choices choices-missing']],
    ['of a list of no choice', { type: 'list', choices: [] }, ['.choices choices-missing']],
    ['of a list of anything', { type: 'list' }, []],
    [
      'with a choice twice',
      { type: 'choice', choices: [...choices, ...choices] },
      ['.choices[2].value choice-doubled', '.choices[3].value choice-doubled'],
    ],
    [
      'with a choice nobody can answer',
      { type: 'choice', choices: [{ value: 'X ', text: 'X' }] },
      ['.choices[0].value choice-refused'],
    ],
    [
      'with a blank choice',
      { type: 'list', choices: [{ value: '', text: 'X' }] },
      ['.choices[0].value choice-refused'],
    ],
    [
      'with a choice outside its bounds',
      { type: 'integer', max: 5, choices: [{ value: 6, text: '6' }] },
      ['.choices[0].value choice-refused'],
    ],
    ['with bounds', { type: 'integer', min: 1, max: 1 }, []],
    ['with bounds the wrong way round', { type: 'integer', min: 2, max: 1 }, ['.max range-empty']],
    ['with a bound that is not whole', { type: 'integer', min: 0.5 }, ['.min bound-invalid']],
    ['with decimal bounds', { type: 'decimal', min: '9', max: '10' }, []],
    ['with decimal bounds the wrong way round', { type: 'decimal', min: '10', max: '9' }, ['.max range-empty']],
    [
      'with decimal bounds that are numbers',
      { type: 'decimal', min: 1, max: 2, default: '1' },
      ['.min bound-invalid', '.max bound-invalid'],
    ],
    ['with dates the wrong way round', { type: 'date', min: '2020-01-02', max: '2020-01-01' }, ['.max range-empty']],
    ['with a date there is not', { type: 'date', max: '2026-02-30' }, ['.max bound-invalid']],
    ['with lengths the wrong way round', { minLength: 6, maxLength: 5 }, ['.maxLength range-empty']],
    ['that wants more text than it takes', { minLength: 501 }, ['.maxLength range-empty']],
    ['of no length', { maxLength: 0 }, ['.maxLength bound-invalid']],
    ['that wants more items than it takes', { type: 'list', minItems: 51 }, ['.maxItems range-empty']],
    ['with a default', { default: 'x' }, []],
    ['with a blank default', { default: ' ' }, ['.default default-refused']],
    ['with a default that is not as it is kept', { default: ' x' }, ['.default default-refused']],
    ['with a default among its choices', { type: 'choice', choices, default: 'Y' }, []],
    ['with a default that is no choice', { type: 'choice', choices, default: 'y' }, ['.default default-refused']],
    ['with a default outside its bounds', { type: 'integer', max: 20, default: 21 }, ['.default default-refused']],
    ['with a decimal default', { type: 'decimal', min: '1', max: '30', default: '20' }, []],
    ['with a decimal default that is a number', { type: 'decimal', default: 20 }, ['.default default-refused']],
    ['with a default of its format', { format: 'cpf', default: '52998224725' }, []],
    ['with a default in its mask', { format: 'cpf', default: '529.982.247-25' }, ['.default default-refused']],
    ['with a format there is not', { format: 'cnh' }, ['.format format-unknown']],
    ['with a code in small letters', { code: 'a' }, ['.code code-invalid']],
    ['with a blank code', { code: '' }, ['.code code-invalid']],
    ['with a code from a prototype', { code: '__proto__' }, ['.code code-invalid']],
    ['at a stage there is not', { stage: 'third' }, ['.stage stage-unknown']],
    ['without questions of its own', { type: 'variants', questions: [] }, ['.questions questions-missing']],
  ])('%s', (_, given, expected) => {
    expect(listed([asked('A', given)])).toEqual(expected.map((each) => `entries[0]${each}`));
  });

  it('is listed with its code and what was expected', () => {
    expect(problems([asked('A'), asked('B', { type: 'integer', min: 2, max: 1 })])).toEqual([
      { path: 'entries[1].max', code: 'B', problem: 'range-empty', expected: 'not below min, 2' },
    ]);
  });
});

describe('a reference', () => {
  const target = asked('A', { type: 'choice', choices });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['to a value that can be', { applies: { code: 'A', is: 'X' } }, []],
    ['to a value that can’t be', { applies: { code: 'A', is: 'x' } }, ['.applies value-impossible']],
    [
      'to several values',
      { required: { code: 'A', in: ['X', 'Z', 1] } },
      ['.required value-impossible', '.required value-impossible'],
    ],
    ['to an answer, whatever it is', { applies: { code: 'A', answered: false } }, []],
    ['to nothing', { applies: { code: 'B', is: 'X' } }, ['.applies reference-unknown']],
    [
      'to nothing, deep down',
      { required: { any: [{ code: 'A', is: 'X' }, { not: { all: [{ code: 'B', is: 1 }] } }] } },
      ['.required.any[1].not.all[0] reference-unknown'],
    ],
    [
      'to nothing, in a format',
      { format: [{ where: { code: 'B', is: 1 }, format: 'cpf' }] },
      ['.format[0].where reference-unknown'],
    ],
    ['to nothing, to be checked with', { checkedWith: ['A', 'B'] }, ['.checkedWith[1] reference-unknown']],
    ['to no value', { applies: { code: 'A', in: [] } }, ['.applies.in condition-empty']],
    ['to no answer', { required: { not: { any: [{ all: [] }] } } }, ['.required.not.any[0].all condition-empty']],
  ])('%s', (_, given, expected) => {
    expect(listed([target, asked('C', given)])).toEqual(expected.map((each) => `entries[1]${each}`));
  });

  it('to a value is written by the type of its target', () => {
    const questions: readonly Entry[] = [
      asked('N', { type: 'integer', max: 5 }),
      asked('P', { type: 'decimal' }),
      asked('L', { type: 'list', choices }),
      asked('T'),
      asked('V', { type: 'variants', questions: [ofVariant('W')] }),
      derived('D', ['N']),
    ];
    const looks = [
      { code: 'N', in: [5, 6, '5'] },
      { code: 'P', in: ['20', '20.0', 20] },
      { code: 'L', in: ['X', 'Z'] },
      { code: 'T', in: ['any', ' any', 1] },
      { code: 'V', in: ['W'] },
      { code: 'D', in: ['anything', 1] },
    ];
    const found = problems([...questions, asked('C', { applies: { any: looks } })]);
    expect(found.map(({ expected }) => expected.replace(/^.*; | is none$/g, ''))).toEqual([
      '6',
      '"5"',
      '"20.0"',
      '20',
      '"Z"',
      '" any"',
      '1',
      '"W"',
    ]);
  });

  it('of a derived value is to an entry', () => {
    expect(listed([target, derived('D', ['A', 'B']), derived('E', [])])).toEqual([
      'entries[1].from[1] reference-unknown',
      'entries[2].from from-missing',
    ]);
  });

  it('is to the same stage or an earlier one', () => {
    const late = asked('B', { stage: 'second', applies: { code: 'A', is: 'X' } });
    expect(listed([target, late, derived('D', ['B'], 'second')])).toEqual([]);
    expect(listed([target, late, derived('D', ['B'])])).toEqual(['entries[2].from[0] reference-later']);
  });

  it('of a variant’s question is to another question of the variant', () => {
    const questions = [
      ofVariant('V'),
      ofVariant('W', {
        applies: {
          any: [
            { code: 'V', is: 'x' },
            { code: 'A', is: 'X' },
          ],
        },
      }),
    ];
    expect(listed([target, asked('Q', { type: 'variants', questions })])).toEqual([
      'entries[1].questions[1].applies.any[1] reference-unknown',
    ]);
  });
});

describe('a circle', () => {
  it('over conditions, formats, checks and derived values is listed with its chain', () => {
    const entries = [
      asked('A', { applies: { not: { code: 'B', answered: true } } }),
      asked('B', { required: { code: 'C', is: 'x' } }),
      derived('C', ['D']),
      asked('D', { checkedWith: ['E'] }),
      asked('E', { format: [{ where: { code: 'A', is: 'x' }, format: 'cpf' }] }),
      asked('F', { applies: { code: 'A', is: 'x' } }),
    ];
    expect(problems(entries)).toEqual([
      {
        path: 'entries[0]',
        code: 'A',
        problem: 'cycle',
        expected: 'no circle of references; this is one: A → B → C → D → E → A',
      },
    ]);
  });

  it('of one is a circle', () => {
    expect(problems([derived('A', ['A'])]).map(({ expected }) => expected)).toEqual([
      'no circle of references; this is one: A → A',
    ]);
  });

  it('is found within a variant', () => {
    const questions = [ofVariant('V', { applies: { code: 'V', is: 'x' } })];
    expect(listed([asked('Q', { type: 'variants', questions })])).toEqual(['entries[0].questions[0] cycle']);
  });

  const codes = ['A', 'B', 'C', 'D', 'E', 'F'];
  const graphs = fc
    .array(fc.tuple(fc.constantFrom(...codes), fc.constantFrom(...codes)), { maxLength: 10 })
    .map((edges) => new Map(codes.map((code) => [code, edges.filter(([from]) => from === code).map(([, to]) => to)])));

  /** The codes left after repeatedly removing those without references among the rest (A. B. Kahn). */
  function knotted(graph: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
    let left = new Set(graph.keys());
    for (;;) {
      const tied = [...left].filter((code) => graph.get(code)?.some((each) => left.has(each)));
      if (tied.length === left.size) return left;
      left = new Set(tied);
    }
  }

  it('is found exactly where there is one, and is one', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const cycles = cyclesIn(graph);
        expect(cycles.length > 0).toBe(knotted(graph).size > 0);
        for (const cycle of cycles) {
          expect(new Set(cycle).size).toBe(cycle.length);
          cycle.forEach((code, index) => expect(graph.get(code)).toContain(cycle[(index + 1) % cycle.length]));
        }
      }),
      { numRuns: Math.min(5_000, propertyRuns) },
    );
  });
});

describe('a questionnaire', () => {
  it('has every code once and every stage once', () => {
    const questionnaire: Questionnaire = { stages: ['first', 'first'], entries: [asked('A'), asked('B'), asked('A')] };
    expect(questionnaireProblems(questionnaire)).toEqual([
      { path: 'stages[1]', code: '', problem: 'stage-doubled', expected: 'a stage that is not there before' },
      { path: 'entries[2].code', code: 'A', problem: 'code-doubled', expected: 'a code no entry before it has' },
    ]);
  });

  it('asks for no function that the program does not have, where those it has are named', () => {
    const entries = [
      asked('A', { checkedWith: [] }),
      asked('B', { checkedWith: ['A'] }),
      derived('C', ['A']),
      derived('D', ['B']),
    ];
    expect(listed(entries)).toEqual([]);
    expect(listed(entries, { derive: ['C'], accept: ['A'] })).toEqual([
      'entries[1].code not-given',
      'entries[3].code not-given',
    ]);
  });

  it('has answers of a variant checked by the program only, if it has a function for it', () => {
    const questions = [ofVariant('A', { checkedWith: [] }), ofVariant('B', { checkedWith: ['A'] })];
    const entries = [asked('Q', { type: 'variants', questions })];
    expect(listed(entries, { derive: [], accept: ['A'] })).toEqual(['entries[0].questions[1].code not-given']);
  });

  it('lists everything that is wrong with it', () => {
    const entries = [
      asked('A', { type: 'choice', text: '', applies: { code: 'Z', is: 1 } }),
      asked('B', { type: 'integer', min: 2, max: 1, required: { code: 'B', answered: true } }),
    ];
    expect(listed(entries)).toEqual([
      'entries[0].text text-blank',
      'entries[0].choices choices-missing',
      'entries[0].applies reference-unknown',
      'entries[1].max range-empty',
      'entries[1] cycle',
    ]);
  });
});
