import type { Actor } from '@affinity-engine/kernel';
import type { Affinity, AffinityId, AffinityRequest, Partner, PartnerId } from './affinity.js';
import { affinityError } from './errors.js';
import type { Affinities, AffinityRequests, Partners } from './ports.js';

/** Who acts: a partner, on its own affinities, or an operator, on those of all partners. */
export type By = PartnerId | { readonly operator: Actor };

/** Who is named in the audit trail. */
export const actorOf = (by: By): Actor => (typeof by === 'string' ? by : by.operator);

/** A partner's affinity; for an operator that of any. @throws AFFINITY-UNKNOWN, also for another partner's */
export async function affinityOf(affinities: Affinities, id: AffinityId, by: By): Promise<Affinity> {
  const found = await (typeof by === 'string' ? affinities.find(id, by) : affinities.findAny(id));
  return found ?? unknown('AFFINITY-UNKNOWN', id);
}

/** @throws REQUEST-UNKNOWN */
export async function requestOf(requests: AffinityRequests, id: string, by: PartnerId): Promise<AffinityRequest> {
  return (await requests.find(id, by)) ?? unknown('REQUEST-UNKNOWN', id);
}

/** @throws PARTNER-UNKNOWN */
export async function partnerOf(partners: Partners, id: PartnerId): Promise<Partner> {
  return (await partners.find(id)) ?? unknown('PARTNER-UNKNOWN', id);
}

function unknown(code: 'AFFINITY-UNKNOWN' | 'REQUEST-UNKNOWN' | 'PARTNER-UNKNOWN', id: string): never {
  throw affinityError(code, { id });
}
