/**
 * Control characters, line and paragraph separators, and characters that embed, override or isolate a text direction.
 */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** A visible character: not a blank, zero-width space, lone joiner or empty Braille pattern. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether a text is one line: no line break or other control character, no direction override, no half of a surrogate
 * pair. Joiners and direction marks are allowed: letters of many scripts need them.
 */
export const isLine = (text: string): boolean => text.isWellFormed() && !unprintable.test(text);

/** What no reader sees: a character that is ignorable, or a blank that is not the common one. */
const ignorable = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]`;
const unseen = new RegExp(String.raw`${ignorable}|(?! )\s`, 'u');
const [allIgnorable, allBlanks] = [new RegExp(ignorable, 'gu'), /\s/gu];

/**
 * Whether a text differs from others for its readers, too: one line in Normalization Form C with no character that is
 * not seen and no blank but the common one. For what is unique or looked up, such as codes and numbers.
 */
export const isLegible = (text: string): boolean =>
  isLine(text) && !unseen.test(text) && isVisible(text) && text.normalize('NFC') === text;

/**
 * The legible text that readers take a text for: itself, or in Normalization Form C, without characters that are not
 * seen, each blank as U+0020, none around it. Null if nothing is left or it has a control character.
 */
export function legibleForm(text: string): string | null {
  if (isLegible(text)) return text;
  const form = text.replace(allIgnorable, '').replace(allBlanks, ' ').trim().normalize('NFC');
  return isLegible(form) ? form : null;
}

/** Whether a text has a visible character. */
export const isVisible = (text: string): boolean => visible.test(text);

/** What a person is found by: a word of a name, a CPF or CNPJ, an e-mail address; each as it is compared. */
export type PersonTerm = { readonly kind: 'name' | 'document' | 'email'; readonly text: string };

/** At most so many words of a name, and so many characters of a word, count. */
const [mostWords, longestWord] = [32, 64];

/**
 * The words of a name as they are compared: without accents and capitals, of two letters or digits at least, each once.
 * "Conceição d'Ávila" has "conceicao" and "avila".
 */
export function nameWords(name: string): readonly string[] {
  const folded = name.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, longestWord)))].slice(0, mostWords);
}
