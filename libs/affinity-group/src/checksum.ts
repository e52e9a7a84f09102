import type { AffinityGroup, Association, Organization, ProducerCode } from './affinity-group.js';
import { affinityGroupError } from './errors.js';

/** What a thing is known by as it is now: with every change it is another one. */
export const checksumOf = (thing: AffinityGroup | ProducerCode | Organization | Association): string =>
  'mark' in thing ? thing.mark : String(thing.version);

/** Whoever supplies no checksum overwrites what others wrote. @throws CHECKSUM-MISMATCH with both */
export function checkChecksum(thing: Parameters<typeof checksumOf>[0], supplied: string | null): void {
  const current = checksumOf(thing);
  if (supplied !== null && supplied !== current) throw affinityGroupError('CHECKSUM-MISMATCH', { supplied, current });
}
