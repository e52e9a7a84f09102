import { describe, expect, it } from '@jest/globals';
import { maskedPerson, shownDocument, shownName } from './masked-person.js';

describe('what a record says of persons is hidden:', () => {
  it.each<[string, unknown, unknown]>([
    ['a CPF', { cpf: '529.982.247-25' }, { cpf: '***.982.247-**' }],
    ['a CPF under any name', { code: '52998224725' }, { code: '***.982.247-**' }],
    ['an e-mail address', { to: [' ana@example.com '] }, { to: ['a***@example.com'] }],
    ['a telephone number', { phone_number: '+55 11 98888-7766' }, { phone_number: '+** ** *****-**66' }],
    ['a date of birth', { birth_date: '1988-04-12' }, { birth_date: '****-**-**' }],
    ['what is nested', { a: { b: [{ telefone: '11 4002' }] } }, { a: { b: [{ telefone: '** **02' }] } }],
  ])('%s', (_, parts, expected) => {
    expect(maskedPerson(parts)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['a name', { first_name: 'Ana' }],
    ['the CNPJ of a company', { cnpj: '11.222.333/0001-81' }],
    ['eleven digits that are no CPF', { order: '52998224726' }],
    ['what is no text', { age: 42, active: true, item: null }],
    ['nobody', null],
  ])('%s stays', (_, parts) => {
    expect(maskedPerson(parts)).toEqual(parts);
  });

  it('a document alone', () => {
    expect(['52998224725', '11222333000181', null].map(shownDocument)).toEqual([
      '***.982.247-**',
      '11222333000181',
      null,
    ]);
  });
});

describe('the name that a holder goes by', () => {
  it.each<[Readonly<Record<string, unknown>> | null, string | null]>([
    [
      { first_name: ' Ana ', last_name: 'Souza', mother_name: 'Rita', nome_da_mae: 'Rita', cpf: '52998224725' },
      'Ana Souza',
    ],
    [{ legal_name: 'ACME Ltda.' }, 'ACME Ltda.'],
    [{ name: 7 }, null],
    [null, null],
  ])('of %j is %j', (holder, expected) => {
    expect(shownName(holder)).toBe(expected);
  });
});
