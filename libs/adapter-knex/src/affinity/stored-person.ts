import { nobody, type Affinity, type AffinityPerson } from '@affinity-engine/affinity';
import type { PersonTerm } from '@affinity-engine/kernel';
import { personTerms } from '@affinity-engine/privacy';
import type { Engine } from '../engine/engine.js';
import type { People } from '../engine/people.js';
import type { Row } from '../engine/sql.js';
import type { TermsOf } from '../personal/index-persons.js';
import type { ToSeal } from '../personal/seal-records.js';
import { affinityFrom, affinityRow, affinityTable, updateAffinity, type AffinityRow } from './affinities.js';

/** A body that was written of an affinity without its person, with the person. */
export type BodyWithPerson = (body: string, person: AffinityPerson) => string;

/**
 * The person of the affinity that an event `v` is about: the key and what is sealed, on a line each; or, after an empty line,
 * what is not sealed yet, as JSON. Null where there is no such affinity. A query of its own within the list: PostgreSQL goes by
 * the key of the affinity, while of a join it may read the whole table.
 */
export const personOfSubject = `(select case when a.personal_key is not null then a.personal_key || '
' || a.personal else '
{"holder":' || coalesce(a.holder, 'null') || ',"item":' || coalesce(a.item, 'null') || ',"cancellation":' ||
    coalesce(a.cancellation, 'null') || '}' end
  from affinity a where a.id = v.subject)`;

type ClearPerson = Pick<Affinity, 'holder' | 'item' | 'cancellation'>;

/** The person from {@link personOfSubject}. */
export function personFrom(people: People, lines: string | null): AffinityPerson | null {
  if (lines === null) return null;
  const end = lines.indexOf('\n');
  const [personalKey, personal] = [lines.slice(0, end), lines.slice(end + 1)];
  if (personalKey !== '') return people.open<AffinityPerson>({ personalKey, personal });
  const { cancellation, ...clear } = JSON.parse(personal) as ClearPerson;
  return { ...nobody, ...clear, cancelDescription: cancellation?.description ?? null };
}

export const termsOfAffinity = ({ holder, item, holderDocument }: Affinity): readonly PersonTerm[] =>
  personTerms({ holder, item, holderDocument });

/** What the persons of affinities are found by. */
export const affinityTerms =
  ({ reader, people }: Pick<Engine, 'reader' | 'people'>): TermsOf =>
  async (ids) => {
    const rows = (await reader('affinity').whereIn('id', ids as string[])) as Row[];
    return new Map(
      rows.map((row) => {
        const affinity = affinityFrom(people, affinityTable.read(row));
        return [affinity.id, termsOfAffinity(affinity)];
      }),
    );
  };

/** Affinities that an earlier version kept in the clear. */
export const affinitiesToSeal = (people: People): ToSeal<AffinityRow> => ({
  table: 'affinity',
  sealed: (row) => affinityRow(people, affinityFrom(people, affinityTable.read(row))),
  update: updateAffinity,
});
