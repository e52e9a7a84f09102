import { checkSwitch, optionError } from '@affinity-engine/kernel';

/** What an agency number can be the default for: offers of manual tenders, or calculated offers. */
export const purposes = ['tenders', 'calculations'] as const;

export type Purpose = (typeof purposes)[number];

/**
 * When an entry was last sent with the flag of a purpose, as a number that grows with every entry that is sent; null
 * where it does not carry the flag.
 */
export type Flags = Readonly<Record<Purpose, number | null>>;

/** What the rule looks at of an entry. */
export type Flagged = { readonly active: boolean; readonly flags: Flags };

/** Flags as they are sent; one that is left out stays as it is. */
export type SentFlags = Readonly<Partial<Record<Purpose, boolean>>>;

/** The flags of an entry that nobody has sent any for. */
export const noFlags: Flags = { tenders: null, calculations: null };

/**
 * The flags of an entry after it was sent again at `place`, a number above every place before.
 * @throws OPTION-INVALID for a place that is no number, and a flag that is neither true nor false: a text counts as true
 */
export function flagsAfter(flags: Flags, sent: SentFlags, place: number): Flags {
  if (!Number.isFinite(place)) throw optionError('place', 'a number', place);
  return {
    tenders: flagAfter('tenders', flags.tenders, sent.tenders, place),
    calculations: flagAfter('calculations', flags.calculations, sent.calculations, place),
  };
}

function flagAfter(name: Purpose, before: number | null, sent: boolean | undefined, place: number): number | null {
  if (sent === undefined) return before;
  checkSwitch(name, sent, 'true, false or nothing');
  return sent ? place : null;
}
