import { nameWords, normalizedDocument, type PersonTerm } from '@affinity-engine/kernel';

const email = /^[^\s@]+@[^\s@]+$/;
/** What a person's name is called; that of a street or a city is not one. */
export const nameOfName =
  /^(?:(?:first|middle|last|full|birth|social|legal|trade|mother|father)s?_?)?names?$|^nome(?:_|$)|_nome$/i;

/** An e-mail address as it is compared; null for anything else. */
export function normalizedEmail(text: string): string | null {
  const folded = text.trim().toLowerCase();
  return email.test(folded) ? folded : null;
}

/**
 * What the persons in some JSON are found by: every CPF, CNPJ and e-mail address wherever it stands, and the words of what is
 * called a name. Each once.
 */
export function personTerms(parts: unknown): readonly PersonTerm[] {
  const found = new Map<string, PersonTerm>();
  const add = (kind: PersonTerm['kind'], text: string): void => void found.set(`${kind} ${text}`, { kind, text });
  collect(parts, '', add);
  return [...found.values()];
}

type Add = (kind: PersonTerm['kind'], text: string) => void;

function collect(part: unknown, name: string, add: Add): void {
  if (typeof part === 'string') {
    collectText(part, name, add);
  } else if (Array.isArray(part)) {
    for (const each of part) collect(each, name, add);
  } else if (typeof part === 'object' && part !== null) {
    for (const [inner, value] of Object.entries(part)) collect(value, inner, add);
  }
}

function collectText(text: string, name: string, add: Add): void {
  const document = normalizedDocument(text);
  if (document !== null) return add('document', document);
  const address = text.includes('@') ? normalizedEmail(text) : null;
  if (address !== null) return add('email', address);
  if (nameOfName.test(name)) for (const word of nameWords(text)) add('name', word);
}
