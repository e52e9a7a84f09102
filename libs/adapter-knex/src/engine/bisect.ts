/**
 * The first number from `low` on that something is true of, at most `high`; it must be true of all that follow. Looks at few:
 * what rises with its number needs no index of its own.
 */
export async function bisect(low: number, high: number, isTrue: (number: number) => Promise<boolean>): Promise<number> {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (await isTrue(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
