const punctuation = /[.\-/\s]/g;
const cpf = /^\d{11}$/;
const cnpj = /^[0-9A-Z]{12}\d{2}$/;
const plain = /^[0-9A-Za-z]+$/;
const longest = 40;

const cpfWeights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const cnpjWeights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** Mod 11 over (character code − 48); a remainder of 0 or 1 gives 0. Weights are aligned to the end. */
function checkDigit(body: string, weights: readonly number[]): number {
  const skipped = weights.length - body.length;
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) sum += (body.charCodeAt(at) - 48) * (weights[at + skipped] ?? 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}

const allEqual = (text: string): boolean => text === text.charAt(0).repeat(text.length);

function closes(text: string, weights: readonly number[]): boolean {
  const body = text.slice(0, -2);
  const first = checkDigit(body, weights);
  return !allEqual(text) && text.endsWith(`${first}${checkDigit(`${body}${first}`, weights)}`);
}

/** Without punctuation, in capitals; empty if it cannot be a document. */
function bare(text: string): string {
  const stripped = text.length > longest ? '' : text.replace(punctuation, '');
  return plain.test(stripped) ? stripped.toUpperCase() : '';
}

const isBareCpf = (text: string): boolean => cpf.test(text) && closes(text, cpfWeights);
const isBareCnpj = (text: string): boolean => cnpj.test(text) && closes(text, cnpjWeights);

/**
 * Whether a text is a CPF, the Brazilian taxpayer number of a person: 11 digits, the last two are check digits; with
 * or without punctuation. Eleven equal digits pass the check but are refused: the tax office never issued one.
 */
export const isCpf = (text: string): boolean => isBareCpf(bare(text));

/**
 * Whether a text is a CNPJ, the Brazilian company number: 12 characters and two check digits, with or without
 * punctuation. Numbers issued since July 2026 may contain letters (Receita Federal, IN RFB 2.229/2024); the old
 * numeric ones stay valid. Fourteen equal digits are refused.
 */
export const isCnpj = (text: string): boolean => isBareCnpj(bare(text));

/** A CPF or CNPJ as it is stored and compared: capitals and digits only. Null for anything else. */
export function normalizedDocument(text: string): string | null {
  const document = bare(text);
  return isBareCpf(document) || isBareCnpj(document) ? document : null;
}
