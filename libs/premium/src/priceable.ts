/** The limits of the choices a price depends on, both included. */
export const priceable = {
  /** The day of the month installments are due on; every month has these days. */
  dueDay: { least: 1, most: 20 },
  /** Added to the net, in percent. */
  loading: { least: 0, most: 500 },
  /** The broker's part of the net, in percent. */
  commission: { least: 1, most: 30 },
} as const;
