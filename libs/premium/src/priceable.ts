/** What a customer or a broker may choose that a price goes by, from the least to the most, themselves included. */
export const priceable = {
  /** The day of the month that installments are due on; every month has them all. */
  dueDay: { least: 1, most: 20 },
  /** What comes on top of the net, in percent. */
  loading: { least: 0, most: 500 },
  /** The broker's part of the net, in percent. */
  commission: { least: 1, most: 30 },
} as const;
