import { describe, expect, it } from '@jest/globals';
import { validator } from './formats.js';

const accepts = (format: string, value: string): boolean => validator().compile({ type: 'string', format })(value);

describe('the text formats of schemas', () => {
  it.each([
    ['cpf', '52998224725'],
    ['cpf', '529.982.247-25'],
    ['cnpj', '11222333000181'],
    ['cnpj', '11.222.333/0001-81'],
    ['cnpj', '12ABC34501DE35'],
    ['plain-date', '2024-02-29'],
    ['civil-date', '2024-02-29'],
    ['civil-date', '2001-09-15T03:00:00.000Z'],
    ['email', 'joão.conceição+x@example.com'],
    ['email', 'a@b.co'],
    ['email', 'a@ação.example'],
    ['phone', '+55 11 98765-4321'],
    ['phone', '(11) 3333-4444'],
    ['phone', '0800 770 5405'],
    ['line', 'Łukasz Nguyễn'],
    ['line', 'می\u200cخواهم'],
    ['line', '👩🏽\u200d⚕\ufe0f'],
    ['line', ''],
    ['factor', '1.15'],
    ['factor', '0'],
    ['rate', '0.0738'],
    ['rate', '0'],
    ['rate', '1'],
  ])('%s accepts %s', (format, value) => {
    expect(accepts(format, value)).toBe(true);
  });

  it.each([
    ['cpf', '52998224724'],
    ['cpf', '11111111111'],
    ['cpf', ''],
    ['cnpj', '11222333000180'],
    ['cnpj', '52998224725'],
    ['plain-date', '2026-02-30'],
    ['plain-date', '2001-09-15T03:00:00.000Z'],
    ['civil-date', '2026-02-30'],
    ['civil-date', '22/11/2026'],
    ['civil-date', '2026-11-22T25:00:00Z'],
    ['civil-date', ''],
    ['email', 'a@b'],
    ['email', '@example.com'],
    ['email', 'a b@example.com'],
    ['email', 'a@-example.com'],
    ['email', 'a@example..com'],
    ['email', `${'a'.repeat(65)}@example.com`],
    ['email', `a@${'b.'.repeat(200)}com`],
    ['phone', '123'],
    ['phone', '12345678901234567'],
    ['phone', 'call me maybe'],
    ['line', ' '],
    ['line', 'two\nlines'],
    ['line', 'two\u2028lines'],
    ['line', 'two\u2029lines'],
    ['line', 'Ana\u202eazuoS'],
    ['line', 'Ana\u2067Souza\u2069'],
    ['line', '\u200b'],
    ['line', ' \u2060\u3164 '],
    ['line', 'nul\u0000'],
    ['line', '\ud800'],
    ['factor', '-1.15'],
    ['factor', '1,15'],
    ['factor', '10000'],
    ['rate', '1.01'],
    ['rate', '-0.1'],
    ['rate', '.5'],
    ['rate', '5%'],
    ['rate', '0,0738'],
    ['rate', '1e-2'],
  ])('%s refuses %j', (format, value) => {
    expect(accepts(format, value)).toBe(false);
  });

  it.each([['email'], ['phone'], ['civil-date'], ['cpf'], ['cnpj'], ['line'], ['rate']])(
    'takes no time to refuse a %s of a million characters',
    (format) => {
      const started = performance.now();
      for (const long of ['a', '1', '@', '.', '-', ' ', '\u200b', 'a@', '1.'])
        accepts(format, long.repeat(1_000_000 / long.length));
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});
