import type { Affinity, AffinityId, AffinityRequest, Partner, PartnerId } from './affinity.js';
import { affinityError } from './errors.js';
import type { Affinities, AffinityRequests, Partners } from './ports.js';

/** A partner's affinity. @throws AFFINITY-UNKNOWN, also for another partner's */
export async function affinityOf(affinities: Affinities, id: AffinityId, by: PartnerId): Promise<Affinity> {
  return (await affinities.find(id, by)) ?? unknown('AFFINITY-UNKNOWN', id);
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
