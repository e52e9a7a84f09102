import { describe, expect, it } from '@jest/globals';
import { normalizedEmail, personTerms } from './person-terms.js';

const name = (text: string) => ({ kind: 'name', text });
const document = (text: string) => ({ kind: 'document', text });
const email = (text: string) => ({ kind: 'email', text });

describe('what a person is found by', () => {
  it.each<[string, unknown, readonly object[]]>([
    [
      'a holder',
      { first_name: 'Conceição', last_name: 'Araújo', cpf: '529.982.247-25', birth_date: '1988-04-12' },
      [name('conceicao'), name('araujo'), document('52998224725')],
    ],
    ['what is nested', { contact: { email: ' Ana@Example.com ' }, phones: ['+55 11'] }, [email('ana@example.com')]],
    ['a list of names', { names: ['Ana', 'Bia'] }, [name('ana'), name('bia')]],
    ['a name in Portuguese', { nome_completo: 'José da Silva' }, [name('jose'), name('da'), name('silva')]],
    ['a company', { cnpj: '11.222.333/0001-81', legal_name: 'ACME' }, [document('11222333000181'), name('acme')]],
    ['what stands twice', { first_name: 'Ana', mother_name: 'Ana' }, [name('ana')]],
    ['no text', { plate_year: 2020, name: null, ok: true }, []],
    ['a text that is no name', { plate: 'ABC1D23', city_name: 'São Paulo', street_name: 'Avenida Paulista' }, []],
    ['nobody', null, []],
  ])('of %s', (_, parts, terms) => {
    expect(personTerms(parts)).toEqual(terms);
  });

  it.each([
    ['A@B.c', 'a@b.c'],
    ['a b@c', null],
    ['@', null],
    ['a@b@c', null],
  ])('as an e-mail address, %j is %j', (text, expected) => {
    expect(normalizedEmail(text)).toBe(expected);
  });
});
