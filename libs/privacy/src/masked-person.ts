import { isCpf, normalizedDocument } from '@affinity-engine/kernel';
import { nameOfName, normalizedEmail } from './person-terms.js';

const [nameOfPhone, nameOfBirth] = [/phone|telefone|celular|mobile/i, /birth|nascimento/i];
/** Names of others that a holder's form may ask for. */
const nameOfParent = /^(?:mother|father|m[ãa]e|pai)|_(?:m[ãa]e|pai)$/i;

type Mask = (text: string) => string;

const hidden: Mask = (text) => text.replaceAll(/[\p{L}\p{N}]/gu, '*');

/** The digits in the middle, as Brazilian authorities publish a CPF: `***.982.247-**`. */
const maskedCpf: Mask = (text) => {
  const digits = normalizedDocument(text) ?? '';
  return `***.${digits.slice(3, 6)}.${digits.slice(6, 9)}-**`;
};

const maskedEmail: Mask = (text) => `${text.trim().slice(0, 1)}***${text.trim().slice(text.trim().indexOf('@'))}`;
const maskedPhone: Mask = (text) => hidden(text.slice(0, -2)) + text.slice(-2);

/** What hides a text, by what it is or what it is called; the first that fits. */
const masks: readonly (readonly [fits: (text: string, name: string) => boolean, mask: Mask])[] = [
  [(text) => isCpf(text), maskedCpf],
  [(text) => text.includes('@') && normalizedEmail(text) !== null, maskedEmail],
  [(_, name) => nameOfPhone.test(name), maskedPhone],
  [(_, name) => nameOfBirth.test(name), hidden],
];

/**
 * What a record says of persons, fit to be looked at: each CPF, e-mail address, telephone number and date of birth is hidden,
 * wherever it stands. Names stay. A CNPJ is a company's and stays.
 */
export function maskedPerson<Parts>(parts: Parts): Parts {
  return masked(parts, '') as Parts;
}

function masked(part: unknown, name: string): unknown {
  if (typeof part === 'string') return masks.find(([fits]) => fits(part, name))?.[1](part) ?? part;
  if (Array.isArray(part)) return part.map((each) => masked(each, name));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([inner, value]) => [inner, masked(value, inner)]));
}

/** The name that a holder goes by: what its form calls a name, but for those of its parents. Null without one. */
export function shownName(holder: Readonly<Record<string, unknown>> | null): string | null {
  const names = Object.entries(holder ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && nameOfName.test(name) && !nameOfParent.test(name) ? [value.trim()] : [],
  );
  return names.length === 0 ? null : names.join(' ');
}

/** A CPF with its middle digits alone; a CNPJ as it is. */
export const shownDocument = (document: string | null): string | null => document && maskedPerson(document);
