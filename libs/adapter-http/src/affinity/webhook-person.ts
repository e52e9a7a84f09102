import type { AffinityPerson } from '@affinity-engine/affinity';

/** The members of a snapshot that say something of persons, as they are kept; the reason of a cancellation comes after them. */
const empty = '"affinity_holder":null,"item":null';
const emptyReason = '"cancel_description":null';

/**
 * A snapshot that was kept without its person, with the person: the same text as if it had been kept with it. The first member
 * named `affinity_holder` is the snapshot's own, since within a text its quotation mark is escaped. A snapshot of an earlier
 * version has its person, and stays as it is.
 */
export function snapshotWithPerson(body: string, { holder, item, cancelDescription }: AffinityPerson): string {
  const at = body.indexOf('"affinity_holder":');
  if (at === -1 || !body.startsWith(empty, at)) return body;
  const rest = withReason(body.slice(at + empty.length), cancelDescription);
  return `${body.slice(0, at)}"affinity_holder":${JSON.stringify(holder)},"item":${JSON.stringify(item)}${rest}`;
}

/** One that was not canceled yet has no reason to put in. */
function withReason(rest: string, reason: string | null): string {
  const at = reason === null ? -1 : rest.indexOf(emptyReason);
  if (at === -1) return rest;
  return `${rest.slice(0, at)}"cancel_description":${JSON.stringify(reason)}${rest.slice(at + emptyReason.length)}`;
}

type Members = {
  readonly affinity_holder?: unknown;
  readonly cancellation?: object | null;
};

/** A snapshot that an earlier version kept with its person, without the person. Anything else stays as it is. */
export function snapshotWithoutPerson(body: string): string {
  if (!body.includes('"affinity_holder":')) return body;
  const snapshot = JSON.parse(body) as Members;
  if (snapshot.affinity_holder === undefined) return body;
  const { cancellation = null } = snapshot;
  return JSON.stringify({
    ...snapshot,
    ...{ affinity_holder: null, item: null },
    cancellation: cancellation && { ...cancellation, cancel_description: null },
  });
}
