import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

type Sentences = { readonly [name: string]: string | Sentences };

const read = (name: string): Sentences =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Sentences;
const [en, portuguese] = [read('en.json'), read('pt-BR.json')];

const flat = (sentences: Sentences, before = ''): readonly (readonly [string, string])[] =>
  Object.entries(sentences).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${before}${name}`, value] as const] : flat(value, `${before}${name}.`),
  );
/** The names in braces, those of plural forms left out. */
const slots = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{(\w+)[,}]/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !/^(one|other)$/.test(name))
    .sort();

it('every sentence is there in both languages, with the same values in it', () => {
  const ofEnglish = flat(en).map(([name, sentence]) => [name, slots(sentence)]);
  const ofPortuguese = flat(portuguese).map(([name, sentence]) => [name, slots(sentence)]);
  expect(ofPortuguese).toEqual(ofEnglish);
});

it('no sentence is empty', () => {
  expect([...flat(en), ...flat(portuguese)].filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
});

it('no sentence is left that no screen says', () => {
  const files = readdirSync(join(import.meta.dirname, '..'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
  const says = (name: string): boolean => files.includes(`'${name}'`) || files.includes(`.${name}'`);
  // Sentences that are named by what the engine answers.
  const byAnswer =
    /^(?:roles|places|codes|decision|certificateStatus|endpointState|deliveryStatus|underwritingState|cancelReason)\.|\w+\.\w+\./;
  const unsaid = flat(en)
    .map(([name]) => name)
    .filter((name) => !byAnswer.test(name) && !says(name.split('.').at(-1) ?? ''));
  expect(unsaid).toEqual([]);
});
