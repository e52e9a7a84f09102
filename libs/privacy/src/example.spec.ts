import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { personTerms } from '@affinity-engine/privacy';

const terms = personTerms({ first_name: 'Conceição', cpf: '529.982.247-25', contact: { email: 'Ana@Example.com' } });
// the name "conceicao", the document "52998224725", the email "ana@example.com"
// end

it('does what the README shows', () => {
  expect(terms.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'name conceicao',
    'document 52998224725',
    'email ana@example.com',
  ]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
