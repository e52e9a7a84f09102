import { isCnpj, isCpf, normalizedDocument } from '@affinity-engine/kernel';
import type { PlainDate, Problem } from '@affinity-engine/kernel';

export type BillingAddress = {
  readonly zipCode: string;
  readonly street: string;
  readonly number: string;
  readonly complement?: string | undefined;
  readonly neighborhood: string;
  readonly city: string;
  readonly state: string;
};

/** A credit card. It is passed to the payment port and never stored. */
export type Card = {
  readonly number: string;
  readonly name: string;
  /** CPF or CNPJ of the card holder. */
  readonly identity: string;
  readonly cvv: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  /** Whether the bill goes to the insured's address; if not, `billingAddress` is needed. */
  readonly useCustomerAddress: boolean;
  readonly billingAddress?: BillingAddress | undefined;
};

/** Everything wrong with a card on a day; empty is good. Values of the card are never repeated. */
export function cardProblems(card: Card, today: PlainDate): readonly Problem[] {
  const year = yearOf(card);
  const digits = card.number.replaceAll(/[ -]/g, '');
  const rules: readonly (readonly [boolean, string, string])[] = [
    [isCardNumber(digits), 'number', 'a card number of 13 to 19 digits that checks'],
    [card.name.trim() !== '', 'name', 'the name on the card'],
    [isIdentity(card.identity), 'identity', 'a CPF or CNPJ'],
    [/^\d{3,4}$/.test(card.cvv), 'cvv', '3 or 4 digits'],
    [card.expiryMonth >= 1 && card.expiryMonth <= 12, 'expiryMonth', 'a month from 1 to 12'],
    [year !== null, 'expiryYear', 'a year of two or four digits'],
    [year === null || expiresOn(year, card) >= today, 'expiryYear', 'a card that has not expired'],
    [card.useCustomerAddress || card.billingAddress !== undefined, 'billingAddress', 'an address'],
  ];
  return rules.filter(([holds]) => !holds).map(([, path, expected]) => ({ path, expected }));
}

/** The year with its century, null for a text that is not a year. */
function yearOf({ expiryYear }: Card): number | null {
  if (!Number.isInteger(expiryYear) || expiryYear < 0 || expiryYear > 9999) return null;
  if (expiryYear < 100) return 2000 + expiryYear;
  return expiryYear < 1000 ? null : expiryYear;
}

/** A day on or after the last valid day of a card. */
const expiresOn = (year: number, { expiryMonth }: Card): string => `${year}-${String(expiryMonth).padStart(2, '0')}-31`;

function isIdentity(text: string): boolean {
  const document = normalizedDocument(text);
  return document !== null && (isCpf(document) || isCnpj(document));
}

/** The check digit of card numbers. Source: ISO/IEC 7812-1, annex B. */
export function isCardNumber(digits: string): boolean {
  if (!/^[1-9]\d{12,18}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
