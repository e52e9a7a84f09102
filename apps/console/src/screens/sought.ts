/** What a person typed into the search, and what it must be. */
export type Sought = {
  readonly kind: 'cpf' | 'cnpj' | 'email' | 'name' | 'number' | 'affinity' | 'refusal';
  readonly text: string;
};

const version = (text: string): string | undefined =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i.exec(text)?.[1];

/** Null where nothing was typed. Identifiers of certificates sort by time (version 7), those of requests are random (version 4). */
export function readSought(typed: string): Sought | null {
  const text = typed.trim();
  if (text === '') return null;
  const digits = text.replace(/[.\-/\s]/g, '');
  if (/^\d{11}$/.test(digits)) return { kind: 'cpf', text: digits };
  if (/^[0-9A-Z]{12}\d{2}$/i.test(digits) && /^[\d./-]+$|^[0-9A-Z]{2}\./i.test(text))
    return { kind: 'cnpj', text: digits };
  if (text.includes('@')) return { kind: 'email', text };
  if (version(text) === '4') return { kind: 'refusal', text };
  if (version(text) !== undefined) return { kind: 'affinity', text };
  if (/^[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}$/i.test(text)) return { kind: 'number', text };
  return { kind: 'name', text };
}
