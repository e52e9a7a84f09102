import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Sentences = { readonly [name: string]: string | Sentences };

const read = (language: string): Sentences =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../apps/console/src/messages', `${language}.json`), 'utf8'),
  ) as Sentences;

/** The sentences of the console, by language. */
export const languages = { en: read('en'), 'pt-BR': read('pt-BR') } as const;
export type Language = keyof typeof languages;

/** A sentence by its name, `place.name`, with values for what stands in braces. */
export type Say = (name: string, values?: Readonly<Record<string, string>>) => string;

export const sentencesOf =
  (sentences: Sentences): Say =>
  (name, values = {}) => {
    const found = name
      .split('.')
      .reduce<string | Sentences | undefined>(
        (part, each) => (typeof part === 'object' ? part[each] : undefined),
        sentences,
      );
    if (typeof found !== 'string') throw new Error(`the console has no sentence ${name}`);
    return found.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  };
