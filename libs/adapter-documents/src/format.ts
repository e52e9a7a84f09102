/** A CPF or CNPJ with punctuation; any other text unchanged. */
export function documentText(document: string): string {
  const bare = document.replace(/[.\-/\s]/g, '').toUpperCase();
  return bare.length === 11
    ? bare.replace(/^(.{3})(.{3})(.{3})(.{2})$/, '$1.$2.$3-$4')
    : bare.replace(/^(.{2})(.{3})(.{3})(.{4})(.{2})$/, '$1.$2.$3/$4-$5');
}

/** Printable text: accents composed, without control characters and line breaks. */
export function printable(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
}
