import { checkSwitch, optionError } from '@affinity-engine/kernel';

/** The purposes of a default agency number: offers of manual tenders, and calculated offers. */
export const purposes = ['tenders', 'calculations'] as const;

export type Purpose = (typeof purposes)[number];

/**
 * When an entry was last sent with the flag of a purpose: a number that grows with every entry sent. Null without the
 * flag.
 */
export type Flags = Readonly<Record<Purpose, number | null>>;

/** The part of an entry that the rule reads. */
export type Flagged = { readonly active: boolean; readonly flags: Flags };

/** Flags as they are sent; one that is left out stays unchanged. */
export type SentFlags = Readonly<Partial<Record<Purpose, boolean>>>;

/** The flags of an entry that was never sent with any. */
export const noFlags: Flags = { tenders: null, calculations: null };

/**
 * The flags of an entry after it was sent again at `place`, a number above every earlier place.
 * @throws OPTION-INVALID for a place that is not a number, and a flag that is neither true nor false (a text is
 *   truthy)
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
