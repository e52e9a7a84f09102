import type { AffinityGroup, Association, Organization, ProducerCode } from './affinity-group.js';
import { affinityGroupError } from './errors.js';

/** The checksum of the current content; it differs after every change. */
export const checksumOf = (thing: AffinityGroup | ProducerCode | Organization | Association): string =>
  'mark' in thing ? thing.mark : String(thing.version);

/**
 * Compares the given checksum with the current one; without one, nothing is checked. @throws CHECKSUM-MISMATCH with
 * both
 */
export function checkChecksum(thing: Parameters<typeof checksumOf>[0], supplied: string | null): void {
  const current = checksumOf(thing);
  if (supplied !== null && supplied !== current) throw affinityGroupError('CHECKSUM-MISMATCH', { supplied, current });
}
