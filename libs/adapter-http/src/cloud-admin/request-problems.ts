import type { Problem } from '../edge/checks.js';
import type { Headers } from '../edge/request.js';
import type { ListProblems } from '../edge/route.js';
import { wirePath } from './paths.js';
import { collectionProblems, fieldsProblems, type Fields } from './query.js';
import { objectIn, textIn, type Loose } from './wire.js';

/*
 * Problems that the rules report, answered together with those of the schemas. Values of a wrong type are skipped here:
 * the schemas report them.
 */

/** Checks a collection's filters, order and `fields`. */
export const ofCollection =
  <Field extends string>(fields: Fields<Field>, attributes: readonly string[]): ListProblems =>
  async ({ query }) =>
    collectionProblems(query as Loose, fields, attributes);

/** A body before it is checked: its attributes, the identifiers of the path, and its checksum. */
export type SentElement = {
  readonly attributes: Loose;
  readonly params: Loose;
  readonly checksum: string | null;
};

/** Checks the `fields` of one element, and its body by the rules. */
export const ofElement =
  (
    attributes: readonly string[],
    ofBody: (sent: SentElement) => Promise<readonly Problem[] | null> = async () => null,
  ): ListProblems =>
  async ({ params, query, body }, headers) => [
    ...fieldsProblems((query as Loose)['fields'], attributes),
    ...((await ofBody(sentElement(params, body, headers))) ?? []).map((problem) => ({
      ...problem,
      path: wirePath(problem.path),
    })),
  ];

function sentElement(params: unknown, body: unknown, headers: Headers): SentElement {
  const data = objectIn(objectIn(body), 'data');
  return {
    attributes: objectIn(data, 'attributes'),
    params: objectIn(params),
    checksum: textIn(data, 'checksum') ?? textIn(headers, 'gw-checksum'),
  };
}

/** A body may repeat the identifier of its element, and no other. */
export const ownIdentifier = (own: string, attributes: Loose): readonly Problem[] =>
  [null, own].includes(textIn(attributes, 'id')) ? [] : [{ path: 'id', expected: `${own}: an identifier stays` }];
