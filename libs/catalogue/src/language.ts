/** The languages that documents are printed in. */
export const languages = ['pt-BR', 'en', 'de'] as const;

export type Language = (typeof languages)[number];

/** The language of a product's documents: its own, or else Portuguese in Brazil and English elsewhere. */
export const languageOf = ({
  language,
  jurisdiction,
}: {
  readonly language?: Language;
  readonly jurisdiction: string;
}): Language => language ?? (isBrazilian(jurisdiction) ? 'pt-BR' : 'en');

/** Whether SUSEP supervises: in the country and in its subdivisions. */
export const isBrazilian = (jurisdiction: string): boolean => /^BR(-|$)/.test(jurisdiction);
