import { isDomainError } from '../domain-error.js';

/** The code an act is refused with, null when it isn't refused. Anything else that is thrown passes through. */
export function codeOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (thrown) {
    if (isDomainError(thrown)) return thrown.code;
    throw thrown;
  }
}

/** The same of a promise: the code it is refused with, null where it is kept. */
export const refusalOf = (promise: Promise<unknown>): Promise<string | null> =>
  promise.then(
    () => null,
    (thrown: unknown) =>
      codeOf(() => {
        throw thrown;
      }),
  );
