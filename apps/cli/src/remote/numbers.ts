import { UsageError } from '../options.js';

/** Reads a whole number from 1 on. */
export const whole =
  (option: string) =>
  (text: string): number => {
    if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`${option}: expected a whole number from 1 on`);
    return Number(text);
  };

/** The first elements of a list that comes in pages. */
export async function firstOf<Item>(items: AsyncIterable<Item>, count: number): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= count) break;
  }
  return found;
}
