/** What a run should have gone through in at least one of a hundred seeds, or the simulation is too tame. */
export const sometimesEvents = [
  'a commit whose outcome is unknown, and that did happen',
  'a commit whose outcome is unknown, and that did not happen',
  'a process crashed at a commit',
  'a lease ended while a request was in flight',
  'a takeover with doubt',
  'progress that was fenced off',
  'a release that found new events',
  'an event appended between the last read and the release',
  'a wake-up lost',
  'a wake-up doubled',
  'a wake-up late',
  'a relay paused past the duplicate window',
  'a wiped bus',
  'a bus that lost its end',
  'a dam drained',
  'a skip while in flight',
  'a replay crossing a failure',
  'an endpoint repointed while dammed',
  'a key repeated while its first was in flight',
  'a set dropped from a group',
  'a group retried set by set',
  'a transaction refused for a deadlock',
  'cancel crossing renew',
  'an affinity reinstated, since its successor was undone',
  'expiry crossing renewal',
  "an insurer's answer after expiry",
  'a clock stepping back',
  'a full disk',
  'a process paused at a commit',
  'a secret rotated between claim and send',
  'a request that arrived, and whose answer was lost',
  'a publication stored, and its acknowledgement lost',
] as const;

export type SometimesEvent = (typeof sometimesEvents)[number];

export type Sometimes = {
  reached(event: SometimesEvent): void;
  readonly all: ReadonlySet<SometimesEvent>;
};

export function newSometimes(): Sometimes {
  const all = new Set<SometimesEvent>();
  return { all, reached: (event) => void all.add(event) };
}
