import { businessDay, currencyExponent } from '@affinity-engine/kernel';
import type { Instant, PlainDate } from '@affinity-engine/kernel';

const symbols: Readonly<Record<string, string>> = { BRL: 'R$', USD: 'US$', EUR: '€', GBP: '£', CHF: 'CHF' };

/** Minor units as money in Brazilian notation: `R$ 1.234,56`. Made from digits, so exact for every safe integer. */
export function moneyText(amount: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, '.');
  const cents = exponent === 0 ? '' : `,${digits.slice(-exponent)}`;
  return `${amount < 0 ? '-' : ''}${symbols[currency] ?? currency} ${whole}${cents}`;
}

/** A day in Brazilian notation: `22/11/2026`. */
export function dayText(day: PlainDate): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** The business day of a moment, in the notation of {@link dayText}. */
export const dayOfText = (at: Instant): string => dayText(businessDay(at));

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
