import type { Problem } from '../edge/checks.js';
import type { Headers } from '../edge/request.js';
import type { ListProblems } from '../edge/route.js';
import { wirePath } from './paths.js';
import { collectionProblems, fieldsProblems, type Fields } from './query.js';
import { objectIn, textIn, type Loose } from './wire.js';

/*
 * What the rules find wrong with a request, listed together with what the schemas find. What is not of its own shape is
 * left to the schemas.
 */

/** Of a collection: what it is filtered and sorted by, and which attributes are asked for. */
export const ofCollection =
  <Field extends string>(fields: Fields<Field>, attributes: readonly string[]): ListProblems =>
  async ({ query }) =>
    collectionProblems(query as Loose, fields, attributes);

/** A body as it came: its attributes, the identifiers of the path, and the checksum it carries. */
export type SentElement = {
  readonly attributes: Loose;
  readonly params: Loose;
  readonly checksum: string | null;
};

/** Of one element: which attributes are asked for, and what the rules say of its body, in their own names. */
export const ofElement =
  (
    attributes: readonly string[],
    ofBody: (sent: SentElement) => Promise<readonly Problem[]> = async () => [],
  ): ListProblems =>
  async ({ params, query, body }, headers) => [
    ...fieldsProblems((query as Loose)['fields'], attributes),
    ...(await ofBody(sentElement(params, body, headers))).map((problem) => ({
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

/** Whoever sends back what it read sends the identifier, too: it must be the element's own. */
export const ownIdentifier = (own: string, attributes: Loose): readonly Problem[] =>
  [null, own].includes(textIn(attributes, 'id')) ? [] : [{ path: 'id', expected: `${own}: an identifier stays` }];
