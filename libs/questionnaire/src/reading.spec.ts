import { describe, expect, it } from '@jest/globals';
import { evaluate } from './evaluate.js';
import type { Question } from './question.js';

type Given = Omit<Question, 'code' | 'text' | 'required'> & Partial<Question>;

/** The result of one answer to one required question: value and text, or the reason. */
function asked(given: Record<string, unknown>, answer: unknown): unknown {
  const question = { code: 'Q', stage: 's', text: 'Q?', required: true, ...given } as unknown as Question & Given;
  const entries = [{ ...question, stage: 's' }];
  const { answers, unevaluated } = evaluate({ stages: ['s'], entries }, [{ code: 'Q', answer }]);
  const [problem] = unevaluated;
  return problem?.within ?? problem?.reason ?? [answers[0]?.answer, answers[0]?.answerText];
}

const read = (value: unknown, text: unknown = String(value)) => [value, text];

/** Almost any JSON value. */
const oddities = [{}, { code: 'Q' }, [{}], [[]], () => 1, Symbol('x'), 1n, NaN];

describe('no answer', () => {
  it.each([[null], [undefined], [''], ['   '], ['\t\n'], ['\u00a0'], ['\u200b'], [' \u200d\u2060 '], ['\u3164'], [[]]])(
    'is %p',
    (answer) => {
      for (const type of ['text', 'integer', 'decimal', 'date', 'guid', 'boolean', 'list']) {
        expect({ type, is: asked({ type }, answer) }).toEqual({ type, is: 'missing' });
      }
    },
  );

  it('is nothing else', () => {
    for (const type of ['text', 'integer', 'decimal', 'date', 'guid', 'boolean']) {
      for (const answer of oddities) expect({ type, is: asked({ type }, answer) }).toEqual({ type, is: 'wrong-type' });
    }
  });
});

describe('a text', () => {
  it.each([
    ['trimmed', '  Ana Souza ', read('Ana Souza')],
    ['as long as it may be', 'x'.repeat(500), read('x'.repeat(500))],
    ['too long', 'x'.repeat(501), 'out-of-range'],
    ['far too long', 'x'.repeat(1_000_000), 'out-of-range'],
    ['counted in characters, not in halves of them', '😀'.repeat(500), read('😀'.repeat(500))],
    ['of half a surrogate pair', 'A\ud800', 'malformed'],
    ['of two lines', 'A\nB', 'malformed'],
    ['with a NUL', 'A\u0000', 'malformed'],
    ['with a line separator', 'A\u2028B', 'malformed'],
    ['with a paragraph separator', 'A\u2029B', 'malformed'],
    ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'].map(
      (mark): [string, unknown, unknown] => [
        `turned about by U+${mark.codePointAt(0)?.toString(16)}`,
        `A${mark}B`,
        'malformed',
      ],
    ),
    ['of Persian, with a non-joiner', 'می\u200cخواهم', read('می\u200cخواهم')],
    ['of Sinhala, with a joiner', 'ශ්\u200dරී', read('ශ්\u200dරී')],
    ['of Hebrew and digits, with a mark of direction', 'רחוב 5\u200f', read('רחוב 5\u200f')],
    ['of Vietnamese', 'Nguyễn Thị Ánh', read('Nguyễn Thị Ánh')],
    ['of Chinese', '王秀英', read('王秀英')],
    ['of an emoji that is joined', '👩🏽\u200d⚕\ufe0f', read('👩🏽\u200d⚕\ufe0f')],
    ['a number', 12, 'wrong-type'],
    ['called __proto__', '__proto__', read('__proto__')],
  ])('%s', (_, answer, expected) => {
    expect(asked({ type: 'text' }, answer)).toEqual(expected);
  });

  it('has the length it is given', () => {
    const five = { type: 'text', minLength: 2, maxLength: 5 };
    expect(['a', 'ab', 'abcde', 'abcdef'].map((answer) => asked(five, answer))).toEqual([
      'out-of-range',
      read('ab'),
      read('abcde'),
      'out-of-range',
    ]);
  });

  it.each([
    ['cpf', '529.982.247-25', '52998224725'],
    ['cpf', ' 52998224725 ', '52998224725'],
    ['cpf', '529.982.247-26', null],
    ['cpf', '111.111.111-11', null],
    ['cpf', '11.222.333/0001-81', null],
    ['cnpj', '11.222.333/0001-81', '11222333000181'],
    ['cnpj', '12.abc.345/01de-35', '12ABC34501DE35'],
    ['cnpj', '11.222.333/0001-82', null],
    ['cnpj', '529.982.247-25', null],
    ['cpf-or-cnpj', '529.982.247-25', '52998224725'],
    ['cpf-or-cnpj', '11.222.333/0001-81', '11222333000181'],
    ['cpf-or-cnpj', '123', null],
    ['phone', '(11) 98765-4321', '11987654321'],
    ['phone', '+55 11 98765-4321', '5511987654321'],
    ['phone', '1133334444', '1133334444'],
    ['phone', '98765-4321', null],
    ['phone', '+55 11 98765-43210', null],
    ['phone', '11 98765 4321 ramal 2', null],
    ['zipcode', '01310-100', '01310100'],
    ['zipcode', '01.310-100', '01310100'],
    ['zipcode', '1310100', null],
    ['zipcode', '01310-10A', null],
    ['email', ' Ana@example.com ', 'Ana@example.com'],
    ['email', 'ana+x@mail.example.com.br', 'ana+x@mail.example.com.br'],
    ['email', 'ana@example', null],
    ['email', 'ana@@example.com', null],
    ['email', 'ana souza@example.com', null],
    ['email', 'ana@example..com', null],
    ['email', `${'a'.repeat(65)}@example.com`, null],
  ])('in the format %s: %p is kept as %p', (format, answer, kept) => {
    expect(asked({ type: 'text', format }, answer)).toEqual(kept === null ? 'malformed' : read(kept));
  });
});

describe('an integer', () => {
  it.each([
    [1, read(1)],
    ['1', read(1)],
    [' 12 ', read(12)],
    [-3, read(-3)],
    ['-3', read(-3)],
    [-0, read(0)],
    ['-0', read(0)],
    [1.0, read(1)],
    [2 ** 53 - 1, read(2 ** 53 - 1)],
    [2 ** 53, 'out-of-range'],
    ['9007199254740993', 'out-of-range'],
    ['9'.repeat(400), 'out-of-range'],
    [1e300, 'out-of-range'],
    [JSON.parse('1e400'), 'wrong-type'],
    [NaN, 'wrong-type'],
    [1.5, 'wrong-type'],
    ['1.0', 'wrong-type'],
    ['01', 'wrong-type'],
    ['+1', 'wrong-type'],
    ['1e3', 'wrong-type'],
    ['0x10', 'wrong-type'],
    ['١', 'wrong-type'],
    ['one', 'wrong-type'],
    [true, 'wrong-type'],
    [[1], 'wrong-type'],
  ])('%p', (answer, expected) => {
    expect(asked({ type: 'integer' }, answer)).toEqual(expected);
  });

  it('lies within its bounds, themselves included', () => {
    const day = { type: 'integer', min: 1, max: 20 };
    expect([0, 1, 20, 21, '0', '21'].map((answer) => asked(day, answer))).toEqual([
      'out-of-range',
      read(1),
      read(20),
      ...Array.from({ length: 3 }, () => 'out-of-range'),
    ]);
  });

  it('is one of its choices, and shown as that', () => {
    const limit = { type: 'integer', choices: [{ value: 100000, text: 'R$ 100.000' }] };
    expect([100000, '100000', 99999].map((answer) => asked(limit, answer))).toEqual([
      read(100000, 'R$ 100.000'),
      read(100000, 'R$ 100.000'),
      'not-a-choice',
    ]);
  });
});

describe('a decimal', () => {
  it.each([
    [20, '20'],
    ['20', '20'],
    ['20.50', '20.5'],
    [20.55, '20.55'],
    [1.1, '1.1'],
    ['0.00', '0'],
    [-0, '0'],
    ['-0.0', '0'],
    ['-1.50', '-1.5'],
    ['9999999999999.99', '9999999999999.99'],
    [9999999999999.99, '9999999999999.99'],
  ])('%p is kept as the exact text %p', (answer, kept) => {
    expect(asked({ type: 'decimal' }, answer)).toEqual(read(kept));
  });

  it.each([
    [1.005, 'malformed'],
    ['1.005', 'malformed'],
    ['1.000', 'malformed'],
    [0.1 + 0.2, 'malformed'],
    [1e-7, 'malformed'],
    [1e13, 'out-of-range'],
    ['10000000000000', 'out-of-range'],
    ['9'.repeat(500), 'out-of-range'],
    [1e21, 'out-of-range'],
    [JSON.parse('1e400'), 'wrong-type'],
    [NaN, 'wrong-type'],
    ['1,5', 'wrong-type'],
    ['1.', 'wrong-type'],
    ['.5', 'wrong-type'],
    ['05', 'wrong-type'],
    ['1e2', 'wrong-type'],
    ['20 %', 'wrong-type'],
    [false, 'wrong-type'],
    [[20], 'wrong-type'],
  ])('%p is %s', (answer, expected) => {
    expect(asked({ type: 'decimal' }, answer)).toBe(expected);
  });

  it('lies within its bounds, to the cent and themselves included', () => {
    const commission = { type: 'decimal', min: '1', max: '30' };
    expect(['0.99', 1, '30.00', '30.01', 30.01, '100'].map((answer) => asked(commission, answer))).toEqual([
      'out-of-range',
      read('1'),
      read('30'),
      ...Array.from({ length: 3 }, () => 'out-of-range'),
    ]);
  });
});

describe('a date', () => {
  it.each([
    // the published proposal's birth date: midnight in São Paulo, in UTC
    ['2001-09-15T03:00:00.000Z', '2001-09-15'],
    ['2001-09-15T02:59:59.999Z', '2001-09-14'],
    ['2001-09-15', '2001-09-15'],
    [' 2001-09-15 ', '2001-09-15'],
    ['2001-09-15T23:30:00-03:00', '2001-09-15'],
    ['2001-09-15T10:00:00', '2001-09-15'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is the business day %s', (answer, day) => {
    expect(asked({ type: 'date' }, answer)).toEqual(read(day));
  });

  it.each([
    ['2026-02-30', 'malformed'],
    ['2026-02-30T10:00:00Z', 'malformed'],
    ['2023-02-29', 'malformed'],
    ['2026-13-01', 'malformed'],
    ['15/09/2001', 'malformed'],
    ['0001-01-01T00:00:00Z', 'malformed'],
    ['9999-12-31T23:59:59-12:00', 'malformed'],
    ['2'.repeat(1000), 'malformed'],
    [20010915, 'wrong-type'],
  ])('%p is %s', (answer, expected) => {
    expect(asked({ type: 'date' }, answer)).toBe(expected);
  });

  it('lies within its bounds, themselves included', () => {
    const born = { type: 'date', min: '1900-02-01', max: '2004-11-13' };
    const days = ['1900-01-31', '1900-02-01', '2004-11-13', '2004-11-14'];
    expect(days.map((day) => asked(born, day))).toEqual([
      'out-of-range',
      read('1900-02-01'),
      read('2004-11-13'),
      'out-of-range',
    ]);
  });
});

describe('a guid', () => {
  it.each([
    ['5B232A16-50a9-4cf2-8af8-df5c16368b28', read('5b232a16-50a9-4cf2-8af8-df5c16368b28')],
    ['5b232a1650a94cf28af8df5c16368b28', 'malformed'],
    ['{5b232a16-50a9-4cf2-8af8-df5c16368b28}', 'malformed'],
    ['5b232a16-50a9-4cf2-8af8-df5c16368b2g', 'malformed'],
    [5, 'wrong-type'],
  ])('%p', (answer, expected) => {
    expect(asked({ type: 'guid' }, answer)).toEqual(expected);
  });
});

describe('yes or no', () => {
  it.each([
    [true, read(true)],
    ['true', read(true)],
    [' false ', read(false)],
    [false, read(false)],
    ['yes', 'wrong-type'],
    ['TRUE', 'wrong-type'],
    [1, 'wrong-type'],
    [0, 'wrong-type'],
  ])('%p', (answer, expected) => {
    expect(asked({ type: 'boolean' }, answer)).toEqual(expected);
  });

  it('is shown as its choices say', () => {
    const choices = [
      { value: true, text: 'Sim' },
      { value: false, text: 'Não' },
    ];
    expect([true, 'false'].map((answer) => asked({ type: 'boolean', choices }, answer))).toEqual([
      read(true, 'Sim'),
      read(false, 'Não'),
    ]);
  });
});

describe('a choice', () => {
  const choices = [
    { value: 'CREDIT-CARD', text: 'Cartão de crédito' },
    { value: 'TICKET', text: 'Boleto' },
  ];

  it.each([
    ['TICKET', read('TICKET', 'Boleto')],
    [' TICKET ', read('TICKET', 'Boleto')],
    ['Ticket', 'not-a-choice'],
    ['ticket', 'not-a-choice'],
    ['Boleto', 'not-a-choice'],
    ['__proto__', 'not-a-choice'],
    ['constructor', 'not-a-choice'],
    [1, 'wrong-type'],
    [['TICKET'], 'wrong-type'],
    [{ value: 'TICKET' }, 'wrong-type'],
  ])('%p', (answer, expected) => {
    expect(asked({ type: 'choice', choices }, answer)).toEqual(expected);
  });
});

describe('a list', () => {
  const choices = [
    { value: 'A', text: 'First' },
    { value: 'B', text: 'Second' },
  ];

  it.each([
    [['A'], read(['A'], ['First'])],
    [['B', ' A '], read(['B', 'A'], ['Second', 'First'])],
    [['A', 'A'], 'doubled'],
    [['A', 'A '], 'doubled'],
    ['A', 'wrong-type'],
    [{ 0: 'A', length: 1 }, 'wrong-type'],
    [Array.from({ length: 51 }, () => 'A'), 'out-of-range'],
  ])('of choices: %p', (answer, expected) => {
    expect(asked({ type: 'list', choices }, answer)).toEqual(expected);
  });

  it('lists everything wrong within it', () => {
    expect(asked({ type: 'list', choices }, ['A', 'C', 1, null])).toEqual([
      { at: '1', reason: 'not-a-choice' },
      { at: '2', reason: 'wrong-type' },
      { at: '3', reason: 'wrong-type' },
    ]);
  });

  it('without choices holds any texts, but none that is blank', () => {
    expect(asked({ type: 'list' }, [' x ', 'y'])).toEqual(read(['x', 'y'], ['x', 'y']));
    expect(asked({ type: 'list' }, ['x', ' '])).toEqual([{ at: '1', reason: 'out-of-range' }]);
    expect(asked({ type: 'list' }, ['x', '\u200b'])).toEqual([{ at: '1', reason: 'out-of-range' }]);
  });

  it('has as many items as it may', () => {
    const two = { type: 'list', minItems: 2, maxItems: 2 };
    expect([['x'], ['x', 'y'], ['x', 'y', 'z']].map((answer) => asked(two, answer))).toEqual([
      'out-of-range',
      read(['x', 'y'], ['x', 'y']),
      'out-of-range',
    ]);
  });
});
