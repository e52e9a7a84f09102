/** What a person typed into the search, and what it must be. */
export type Sought = {
  readonly kind: 'cpf' | 'cnpj' | 'email' | 'name' | 'number' | 'id' | 'quotation' | 'refusal' | 'event';
  readonly text: string;
};

const version = (text: string): string | undefined =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i.exec(text)?.[1];

/** The two digits that a CNPJ ends in, of its first twelve characters; letters count as their code less 48. */
function checkDigits(first: string): string {
  const digitOf = (text: string): number => {
    const sum = [...text].reduce(
      (so, each, at) => so + (each.charCodeAt(0) - 48) * (((text.length - 1 - at) % 8) + 2),
      0,
    );
    return sum % 11 < 2 ? 0 : 11 - (sum % 11);
  };
  const one = `${first}${digitOf(first)}`;
  return `${one.at(-1)}${digitOf(one)}`;
}

/** The endpoint that an event was for. */
export const endpointOfEvent = (id: string): string =>
  id.slice(4, 36).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * Null where nothing was typed. Identifiers of certificates and quotations sort by time (version 7), those of requests are random
 * (version 4). Fourteen digits are a CNPJ if the last two fit, else a proposal’s number: a quotation’s ten digits and four more.
 */
export function readSought(typed: string): Sought | null {
  const text = typed.trim();
  if (text === '') return null;
  const digits = text.replace(/[.\-/\s]/g, '');
  if (/^\d{11}$/.test(digits)) return { kind: 'cpf', text: digits };
  if (/^\d{10}$/.test(text)) return { kind: 'quotation', text };
  if (/^\d{14}$/.test(text) && checkDigits(text.slice(0, 12)) !== text.slice(12))
    return { kind: 'quotation', text: text.slice(0, 10) };
  if (/^evt_[0-9a-f]{32}_\d+$/.test(text)) return { kind: 'event', text };
  if (/^[0-9A-Z]{12}\d{2}$/i.test(digits) && /^[\d./-]+$|^[0-9A-Z]{2}\./i.test(text))
    return { kind: 'cnpj', text: digits };
  if (text.includes('@')) return { kind: 'email', text };
  if (version(text) === '4') return { kind: 'refusal', text };
  if (version(text) !== undefined) return { kind: 'id', text };
  if (/^[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}$/i.test(text)) return { kind: 'number', text };
  return { kind: 'name', text };
}
