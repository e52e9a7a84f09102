import type { Preferences } from './preferences.js';

/** How values are written for the person who reads them. */
export type Format = {
  /** An instant, in the zone that is shown. */
  moment(iso: string): string;
  /** A civil day: it has no zone. */
  day(iso: string): string;
  /** An amount in cents. */
  money(cents: number, currency: string): string;
  count(value: number): string;
  /** How long ago an instant was: `3 h`. */
  age(iso: string, now: number): string;
  seconds(value: number): string;
};

/** English here has the day first, as Portuguese: a reader of both never mixes up day and month. */
const written = { en: 'en-GB', 'pt-BR': 'pt-BR' } as const;

export function formatOf({ language, zone }: Pick<Preferences, 'language' | 'zone'>): Format {
  const locale = written[language];
  const moments = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  const days = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const currencies = new Map<string, Intl.NumberFormat>();
  const amounts = (currency: string): Intl.NumberFormat => {
    const format = currencies.get(currency) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
    currencies.set(currency, format);
    return format;
  };
  const counts = new Intl.NumberFormat(locale);
  const seconds = (value: number): string => {
    const [unit, size] = units.find(([, length]) => Math.abs(value) >= length) ?? (['second', 1] as const);
    const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 } as const;
    return new Intl.NumberFormat(locale, style).format(Math.floor(value / size));
  };
  return {
    moment: (iso) => moments.format(new Date(iso)),
    day: (iso) => days.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    money: (cents, currency) => amounts(currency).format(exact(cents)),
    count: (value) => counts.format(value),
    age: (iso, now) => seconds(Math.max(0, (now - Date.parse(iso)) / 1000)),
    seconds,
  };
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** Cents as a decimal text: no amount goes through a fraction. */
function exact(cents: number): `${number}` {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
}
