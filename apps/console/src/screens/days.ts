const dayMs = 24 * 60 * 60 * 1000;

/** A filter for the last days, from a number in the address; nothing where it is none. Full minutes: it is part of a key. */
export function sinceDays(days: string | undefined): { readonly from?: string } {
  const count = Number(days);
  if (days === undefined || !Number.isInteger(count) || count < 1) return {};
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  return { from: new Date(minute - count * dayMs).toISOString() };
}
