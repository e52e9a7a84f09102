import type { OpenApiDocument } from '@affinity-engine/test-harness';
import { agencyOperations } from './agency-operations.js';
import { groupOperations } from './group-operations.js';
import type { Operation } from './operation.js';
import { operatorOperations } from './operator-operations.js';
import { partnerOperations } from './partner-operations.js';
import { personOperations, userOperations } from './person-operations.js';
import { quotationOperations } from './quotation-operations.js';

/** Every operation by its id: who may call it, and how a valid request is made. */
export const operations: Readonly<Record<string, Operation>> = {
  ...partnerOperations,
  ...quotationOperations,
  ...agencyOperations,
  ...groupOperations,
  ...operatorOperations,
  ...personOperations,
  ...userOperations,
};

/** Where an operation is served. */
export type Place = { readonly method: string; readonly path: string };

/** Every operation of a document, with its method and path. */
export const placesIn = (document: OpenApiDocument): ReadonlyMap<string, Place> =>
  new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, its]) => [
        String(its['operationId']),
        { method: method.toUpperCase(), path },
      ]),
    ),
  );

/** What the table and a list of operations do not have in common. */
export function missingRows(served: Iterable<string>): readonly string[] {
  const ids = new Set(served);
  return [
    ...[...ids].filter((id) => !Object.hasOwn(operations, id)).map((id) => `${id} has no row`),
    ...Object.keys(operations).flatMap((id) => (ids.has(id) ? [] : [`${id} is not served`])),
  ];
}
