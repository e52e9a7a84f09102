import { languageOf, type Language } from '@affinity-engine/catalogue';
import { businessDay, currencyExponent, type Instant, type PlainDate } from '@affinity-engine/kernel';
import { de } from './languages/de.js';
import { en, type Message } from './languages/en.js';
import { ptBr } from './languages/pt-br.js';

export const messages = { 'pt-BR': ptBr, en, de } as const satisfies Record<
  Language,
  Readonly<Record<Message, string>>
>;

/** Whether there is a message of this name. */
export const isMessage = (name: string): name is Message => Object.hasOwn(en, name);

/** How a document says things: its messages, amounts, days and numbers in one language. */
export type Wording = {
  readonly language: Language;
  /** A message with its placeholders filled. */
  say(message: Message, values?: Readonly<Record<string, string | number>>): string;
  /** Minor units as money, exact for every safe integer. */
  money(amount: number, currency: string): string;
  day(day: PlainDate): string;
  /** The business day of a moment. */
  dayOf(at: Instant): string;
  /** A number that is no amount: without grouping, so that a year stays a year. */
  number(value: number): string;
};

/** In English the month is a word: readers of 02/11 expect different days. */
const locales = {
  'pt-BR': { locale: 'pt-BR', days: { day: '2-digit', month: '2-digit', year: 'numeric' } },
  en: { locale: 'en-GB', days: { day: 'numeric', month: 'long', year: 'numeric' } },
  de: { locale: 'de-DE', days: { day: '2-digit', month: '2-digit', year: 'numeric' } },
} as const satisfies Record<Language, { readonly locale: string; readonly days: Intl.DateTimeFormatOptions }>;

/** The wording for documents of a product. */
export const wordingOf = (product: Parameters<typeof languageOf>[0]): Wording => wordings[languageOf(product)];

function wordingIn(language: Language): Wording {
  const { locale, days } = locales[language];
  // Made when first used: a process prints in one language, as a rule.
  let dates: Intl.DateTimeFormat | undefined;
  const day = (each: PlainDate): string =>
    (dates ??= new Intl.DateTimeFormat(locale, { ...days, timeZone: 'UTC' })).format(new Date(each));
  const amounts = new Map<string, Intl.NumberFormat>();
  const amountsIn = (currency: string): Intl.NumberFormat => {
    const known = amounts.get(currency);
    if (known) return known;
    const digits = currencyExponent(currency);
    const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const made = new Intl.NumberFormat(locale, { style: 'currency', currency, ...fractions });
    amounts.set(currency, made);
    return made;
  };
  return {
    language,
    say: (message, values = {}) =>
      messages[language][message].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    money: (amount, currency) => amountsIn(currency).format(decimalText(amount, currencyExponent(currency))),
    day,
    dayOf: (at) => day(businessDay(at)),
    number: (value) => value.toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 20 }),
  };
}

const wordings: Readonly<Record<Language, Wording>> = {
  'pt-BR': wordingIn('pt-BR'),
  en: wordingIn('en'),
  de: wordingIn('de'),
};

/** Minor units as decimal text: a number would lose digits. */
function decimalText(amount: number, exponent: number): `${number}` {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const at = digits.length - exponent;
  return `${amount < 0 ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}0` as `${number}`;
}
