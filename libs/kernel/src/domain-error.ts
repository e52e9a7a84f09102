/** What went wrong, as data: bounded, serialisable, never a stack or a secret. */
export type ErrorProperties = Readonly<Record<string, unknown>>;

const brand = '@affinity-engine/domain-error';

/**
 * The one exception a rule or a use case throws.
 *
 * `code` is stable and belongs to a context's error table, `message` is the sentence a caller may show,
 * `properties` name the values it speaks of. Recognised by its brand, so that two copies of this package
 * in one process still understand each other.
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
 * Makes the errors of a table, code → sentence: `throw affinityError('AFFINITY-UNKNOWN', { id })`. A message of its own
 * takes the place of the sentence where it can say more.
 */
export const errorsOf =
  <Code extends string>(table: Readonly<Record<Code, string>>) =>
  (code: Code, properties: ErrorProperties = {}, message: string = table[code]): DomainError<Code> =>
    new DomainError(code, message, properties);

/** Whether a thrown value is a {@link DomainError} of any copy of this package. */
export function isDomainError(thrown: unknown): thrown is DomainError {
  return typeof thrown === 'object' && thrown !== null && 'brand' in thrown && thrown.brand === brand;
}
