/**
 * Every kind of write, in the order of a transaction. References come after their rows. The rows of endpoints, which
 * every transaction writes, come as late as possible, so that they are locked for a short time.
 */
const inOrder = [
  'sealCanary',
  'engineValue',
  'lease',
  'productVersion',
  'partner',
  'partnerBrand',
  'client',
  'user',
  'session',
  'portal', // after the links that are used in the same transaction
  'account',
  'subscription',
  'broker',
  'apiUser',
  'numberRange',
  'endpoint',
  'endpointProgress',
  'organization',
  'producerCode',
  'affinityGroup',
  'association',
  'affinityRequest',
  'quotation',
  'agencyNumber',
  'affinity',
  'legalHold',
  'personDue',
  'personTerm',
  'document',
  'auditEntry',
  'answer',
  'countedWindow',
  'refusal',
  'event',
  'endpointCommand', // of skips and replays
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
