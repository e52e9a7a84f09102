/**
 * Every kind of write, in the order in which a transaction runs them. What refers to a row comes after it; the
 * endpoints' rows, which all transactions want, come as late as they can, so that they are locked for a short time.
 */
const inOrder = [
  'unchanged', // checks what was read, so before anything is written
  'sealCanary',
  'productVersion',
  'partner',
  'client',
  'account',
  'subscription',
  'broker',
  'apiUser',
  'numberRange',
  'endpoint',
  'organization',
  'producerCode',
  'affinityGroup',
  'association',
  'affinityRequest',
  'quotation',
  'agencyNumber',
  'affinity',
  'auditEntry',
  'answer',
  'event',
  'endpointCommand', // skipped heads and replays
  'attempt',
  'sideLine',
  'progress',
  'claim',
  'deletion',
] as const;

/** The place of each kind of write within a transaction. */
export const writeOrder = Object.fromEntries(inOrder.map((kind, place) => [kind, place])) as Readonly<
  Record<(typeof inOrder)[number], number>
>;
