import { isDomainError } from '../domain-error.js';
import type { Once } from '../ports.js';

/** What a repeat is answered with: the first answer where it is refused with one, otherwise the result itself. */
export const answerOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((thrown: unknown) => {
    if (isDomainError(thrown) && thrown.code === 'ANSWERED-BEFORE') return thrown.properties['answer'];
    throw thrown;
  });

/** A once over a text: its own answer. */
export const onceWith = (key: string, fingerprint = 'same'): Once<string> => ({
  key,
  fingerprint,
  answer: (result) => result,
});

/** Resolves once so many have come; later ones pass at once. */
export function meeting(of: number): () => Promise<void> {
  let open = (): void => undefined;
  const met = new Promise<void>((resolve) => (open = resolve));
  let come = 0;
  return () => {
    come += 1;
    if (come >= of) open();
    return met;
  };
}
