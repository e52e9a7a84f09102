import { isCnpj, isCpf, normalizedDocument } from '@affinity-engine/kernel';
import type { Format } from './question.js';

const punctuation = /[\s().-]/g;
const phone = /^\+?[\d\s().-]+$/;
const email = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
const longestEmail = 254;

/** The digits of a masked number; null if the text does not match. */
const digitsOf = (text: string, digits: RegExp): string | null => {
  const stripped = text.replace(punctuation, '').replace(/^\+/, '');
  return digits.test(stripped) ? stripped : null;
};

/** Each format: the text without its mask, null if it does not match the format. */
const formats: Record<Format, (text: string) => string | null> = {
  cpf: (text) => (isCpf(text) ? normalizedDocument(text) : null),
  cnpj: (text) => (isCnpj(text) ? normalizedDocument(text) : null),
  'cpf-or-cnpj': normalizedDocument,
  // Area code and number, 10 or 11 digits in Brazil; 13 with the country's.
  phone: (text) => (phone.test(text) ? digitsOf(text, /^\d{10,13}$/) : null),
  zipcode: (text) => digitsOf(text, /^\d{8}$/),
  email: (text) => (text.length <= longestEmail && email.test(text) ? text : null),
};

export const formatNames = Object.keys(formats) as readonly Format[];

/** A text as a format stores it, null if it does not match. */
export const formatted = (text: string, format: Format): string | null => formats[format](text);
