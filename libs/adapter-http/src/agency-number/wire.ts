import type { OfferedEntry } from '@affinity-engine/agency-default';
import type {
  AgencyNumber,
  AgencyNumberChange,
  AgencyNumberSet,
  CollectionType,
  InsurerNumbers,
} from '@affinity-engine/agency-number';
import type { z } from 'zod';
import type { changeBody, offerQuery, registrationBody } from './schemas.js';

export const collectionTypes = {
  broker: 'broker_collection',
  insurer: 'insurer_collection',
  mga: 'mga_collection',
} as const satisfies Record<CollectionType, string>;

type WireCollectionType = (typeof collectionTypes)[CollectionType];

export const collectionTypeOf = Object.fromEntries(
  Object.entries(collectionTypes).map(([type, wire]) => [wire, type]),
) as Readonly<Record<WireCollectionType, CollectionType>>;

/** Texts that may be empty: an empty one means that there is no value. */
const optionalTexts = new Set([
  'baFinId',
  'insurerId',
  'supervisingAuthorityId',
  'matchCode',
  'externalInsurerId',
  'externalUniqueId',
  'collectionType',
  'internalComment',
]);

/** A body or a query with every text trimmed and empty optional texts removed. Other values stay unchanged. */
export function tidied(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(tidied);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, tidied(inner)] as const);
  return Object.fromEntries(entries.filter(([name, inner]) => inner !== '' || !optionalTexts.has(name)));
}

type Named = z.output<typeof offerQuery> | z.output<typeof registrationBody>['agencyNumberSets'][number];

export const insurerOf = ({ baFinId, insurerId, supervisingAuthorityId }: Named): InsurerNumbers => ({
  ...(baFinId === undefined ? {} : { baFinId }),
  ...(insurerId === undefined ? {} : { insurerId }),
  ...(supervisingAuthorityId === undefined ? {} : { supervisingAuthorityId }),
});

export const setsOf = ({ agencyNumberSets }: z.output<typeof registrationBody>): readonly AgencyNumberSet[] =>
  agencyNumberSets.map((set) => ({
    insurer: insurerOf(set),
    numbers: set.agencyNumbers.map((sent) => ({
      number: sent.agencyNumber,
      matchCode: sent.matchCode ?? null,
      externalInsurerId: sent.externalInsurerId ?? null,
      externalUniqueId: sent.externalUniqueId ?? null,
      collectionType: sent.collectionType === undefined ? null : collectionTypeOf[sent.collectionType],
      internalComment: sent.internalComment ?? null,
      active: sent.active,
      defaultFor: { tenders: sent.defaultForTenders, calculations: sent.defaultForCalculations },
    })),
  }));

export const changeOf = (body: z.output<typeof changeBody>): AgencyNumberChange => ({
  ...(body.active === undefined ? {} : { active: body.active }),
  defaultFor: {
    ...(body.defaultForTenders === undefined ? {} : { tenders: body.defaultForTenders }),
    ...(body.defaultForCalculations === undefined ? {} : { calculations: body.defaultForCalculations }),
  },
});

export const choiceWire = ({ entry, isDefault }: OfferedEntry<AgencyNumber>) => ({
  id: entry.id,
  agencyNumber: entry.number,
  matchCode: entry.matchCode,
  externalInsurerId: entry.externalInsurerId,
  externalUniqueId: entry.externalUniqueId,
  collectionType: entry.collectionType === null ? null : collectionTypes[entry.collectionType],
  default: isDefault,
});

/** Seconds since 1970 as `YYYY-MM-DD hh:mm:ss` in UTC. */
export const momentWire = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
