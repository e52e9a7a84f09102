import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { erasePerson, personTerms, previewErasure } from '@affinity-engine/privacy';
import { memoryPrivacyWork } from '@affinity-engine/privacy/testing';

const person = { first_name: 'Conceição', cpf: '529.982.247-25', contact: { email: 'Ana@Example.com' } };
const terms = personTerms(person); // the name "conceicao", the document "52998224725", the email "ana@example.com"

const store = memoryPrivacyWork();
store.put({ kind: 'affinity', id: 'affinity-1', version: 1, person });
const traces = { removeDocuments: async () => undefined, settle: async () => undefined };
const [byCpf, digestOf] = [{ cpf: '529.982.247-25' }, (text: string) => text];

const preview = await previewErasure(store.work, digestOf)(byCpf);
const erasure = await erasePerson(store.work, traces, digestOf)(byCpf, preview.digest, 'operator');
// end

it('does what the README shows', () => {
  expect(terms.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'name conceicao',
    'document 52998224725',
    'email ana@example.com',
  ]);
});

it('erases the person', () => {
  expect(erasure.erased).toEqual(preview.erased);
  expect(store.stored({ kind: 'affinity', id: 'affinity-1' })?.person).toBeNull();
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
