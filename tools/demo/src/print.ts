let steps = 0;

/** Prints one step of the day, numbered. */
export function heading(text: string): void {
  steps += 1;
  const title = `${steps}. ${text}`;
  console.log(`\n${title}\n${'-'.repeat(title.length)}`);
}

export const say = (text: string): void => console.log(text);

/** Prints that a promise is kept. @throws if it is not */
export function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Expected: ${what}`);
  console.log(`  ✓ ${what}`);
}

const widest = 400;

/** Prints a call and its answer, shortened. */
export function showCall(method: string, path: string, body: unknown, status: number, answer: string): void {
  console.log(`  ${method} ${path}${body === undefined ? '' : `\n    ${cut(JSON.stringify(body))}`}`);
  console.log(`  ${status} ${cut(answer)}`);
}

const cut = (text: string): string => (text.length > widest ? `${text.slice(0, widest)}…` : text);
