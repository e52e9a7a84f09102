import { expect, it } from '@jest/globals';
import { differences } from './differences.js';

const before = {
  name: 'Vida',
  plans: [
    { id: 'a', net: 100 },
    { id: 'b', net: 200 },
  ],
  texts: ['one', 'two'],
  draw: null,
};

it('two equal versions have no difference', () => {
  expect(differences(before, structuredClone(before))).toEqual([]);
});

it('what changed, came and went is listed by where it is', () => {
  const after = {
    name: 'Vida',
    plans: [
      { id: 'b', net: 210 },
      { id: 'c', net: 5 },
    ],
    texts: ['one'],
    draw: { id: 'd' },
  };
  expect(differences(before, after)).toEqual([
    { at: 'plans › b › net', before: '200', after: '210' },
    { at: 'plans › c › id', before: null, after: 'c' },
    { at: 'plans › c › net', before: null, after: '5' },
    { at: 'draw › id', before: null, after: 'd' },
    { at: 'plans › a › id', before: 'a', after: null },
    { at: 'plans › a › net', before: '100', after: null },
    { at: 'texts › 2', before: 'two', after: null },
  ]);
});

it('two parts with the same title are both compared', () => {
  const sections = (text: string) => ({
    terms: [
      { title: 'Cover', text },
      { title: 'Cover', text: 'same' },
    ],
  });
  expect(differences(sections('one'), sections('two'))).toEqual([
    { at: 'terms › Cover › text', before: 'one', after: 'two' },
  ]);
});
