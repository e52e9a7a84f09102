/** Details of an error: bounded, serialisable, without stack or secrets. */
export type ErrorProperties = Readonly<Record<string, unknown>>;

const brand = '@affinity-engine/domain-error';

/**
 * The one exception that rules and use cases throw.
 *
 * `code` is stable and comes from a context's error table. `message` is a sentence that may be shown to a caller.
 * `properties` are the values it is about. A brand identifies it, so that `isDomainError` also works when two copies
 * of this package run in one process.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly brand = brand;

  constructor(
    readonly code: Code,
    message: string,
    readonly properties: ErrorProperties = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/**
 * Makes the error constructor of a table code → sentence: `throw affinityError('AFFINITY-UNKNOWN', { id })`. An own
 * message replaces the sentence where it can be more specific.
 */
export const errorsOf =
  <Code extends string>(table: Readonly<Record<Code, string>>) =>
  (code: Code, properties: ErrorProperties = {}, message: string = table[code]): DomainError<Code> =>
    new DomainError(code, message, properties);

/** Whether a thrown value is a {@link DomainError} of any copy of this package. */
export function isDomainError(thrown: unknown): thrown is DomainError {
  return typeof thrown === 'object' && thrown !== null && 'brand' in thrown && thrown.brand === brand;
}
