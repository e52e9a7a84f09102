import {
  nobody,
  personOf,
  withPerson,
  type Affinities,
  type Affinity,
  type AffinityPerson,
} from '@affinity-engine/affinity';
import {
  fixed,
  instant,
  instantOrNull,
  integer,
  jsonOrNull,
  key,
  text,
  textOrNull,
  version,
} from '../engine/columns.js';
import { write, type Write } from '../engine/committer.js';
import type { Engine } from '../engine/engine.js';
import type { KeptTexts } from '../engine/kept-texts.js';
import type { People, SealedPerson } from '../engine/people.js';
import { findBy } from '../engine/reads.js';
import { insertInto, updateOf } from '../engine/statements.js';
import { shape, table } from '../engine/table.js';
import { writeOrder } from '../engine/write-order.js';
import { markDue } from '../personal/person-due.js';

/**
 * An affinity as it is stored. Once persons are sealed, holder, item and the reason of a cancellation are in `personal`, and
 * `holderDocument` is a hash.
 */
export type AffinityRow = Affinity & SealedPerson;

export const affinityTable = table<AffinityRow>('affinity', {
  id: key(text()),
  partnerId: fixed(text()),
  requestId: fixed(text()),
  productId: fixed(text()),
  productVersion: fixed(text()),
  planId: fixed(text()),
  status: text(),
  certificateNumber: fixed(text()),
  lifetimeStart: fixed(text()),
  lifetimeEnd: fixed(text()),
  dateEnd: textOrNull(),
  holder: jsonOrNull(),
  item: jsonOrNull(),
  externalReference: fixed(textOrNull()),
  holderDocument: textOrNull(),
  premium: shape({
    net: fixed(integer()),
    fees: fixed(integer()),
    tax: fixed(integer()),
    total: fixed(integer()),
    currency: fixed(text()),
  }),
  paid: integer(),
  createdAt: fixed(instant()),
  issuedAt: instantOrNull(),
  answerDueAt: instantOrNull(),
  cancellation: jsonOrNull(),
  renewedFrom: fixed(textOrNull()),
  renewedBy: textOrNull(),
  version: version(),
  personalKey: textOrNull(),
  personal: textOrNull(),
});

export const affinityTexts: KeptTexts = {
  kind: 'external reference of an affinity',
  table: 'affinity',
  column: 'external_reference',
  within: ['partner_id'],
  where: 'external_reference is not null',
  unique: false,
  changes: ', version = version + 1',
};

const insertAffinity = insertInto(affinityTable, writeOrder.affinity);
export const updateAffinity = updateOf(affinityTable, writeOrder.affinity);

/** The row of an affinity. In the clear while the version before reads it, too. */
export function affinityRow(people: People, affinity: Affinity): AffinityRow {
  if (!people.isSealing()) return { ...affinity, personalKey: null, personal: null };
  const { holderDocument } = affinity;
  const { personalKey, personal } = people.close(personOf(affinity));
  return {
    // First: each new property after a spread costs V8 about 1 µs.
    personalKey,
    personal,
    ...withPerson(affinity, nobody),
    holderDocument: holderDocument === null ? null : documentHash(people, holderDocument),
  };
}

export const documentHash = (people: People, text: string): string => people.hash({ kind: 'document', text });

export function affinityFrom(people: People, { personalKey, personal, ...affinity }: AffinityRow): Affinity {
  const person = people.open<AffinityPerson>({ personalKey, personal });
  return person === null ? affinity : withPerson(affinity, person);
}

export function knexAffinities({ reader, people }: Pick<Engine, 'reader' | 'people'>): (writes: Write[]) => Affinities {
  const rowById = findBy(reader, affinityTable, 'id');
  const byId = async (id: string): Promise<Affinity | null> => {
    const row = await rowById(id);
    return row && affinityFrom(people, row);
  };
  return (writes) => ({
    async find(id, by) {
      const affinity = await byId(id);
      return affinity?.partnerId === by ? affinity : null;
    },
    findAny: byId,
    add: (affinity) =>
      void writes.push(
        write(insertAffinity, affinityRow(people, affinity)),
        write(markDue, { kind: 'affinity', record: affinity.id }),
      ),
    save: (affinity) => void writes.push(write(updateAffinity, affinityRow(people, affinity))),
  });
}
