import { callersOf, type Caller } from './callers.js';
import { clockAtRest } from './clock-at-rest.js';
import { watchDatabase, type Watched } from './database.js';
import { callsOfRoles } from './people.js';
import { missingRows, operations, placesIn, type Place } from './operations/table.js';
import type { Operation, Outcome, Wanted } from './operations/operation.js';
import { sentOf } from './operations/sent.js';
import { outcomeOf, withoutNames } from './outcome.js';
import { sceneOn, type Scene, type Side, type Subject } from './scene.js';
import type { Headers, Reply } from './wire.js';

export type AccessOutcome = {
  readonly operations: number;
  readonly callers: number;
  readonly cells: number;
  /** Cells that are not as the table says, each in one line. */
  readonly wrong: readonly string[];
  /** Refused calls that changed something. */
  readonly changes: readonly string[];
};

type Options = { readonly only?: readonly string[]; readonly progress?: (text: string) => void };

/** Every operation, made by every kind of caller with every kind of object: who gets what the table says. */
export async function proveAccess(subject: Subject, { only, progress }: Options = {}): Promise<AccessOutcome> {
  const scene = await sceneOn(subject);
  const callers = Object.entries(await callersOf(scene));
  const watched = await watchDatabase(subject);
  const places = placesIn(scene.document);
  const [wrong, changes] = [[] as string[], [] as string[]];
  if (only === undefined) wrong.push(...missingRows(places.keys()));
  let cells = 0;
  for (const [id, operation] of Object.entries(operations)) {
    const place = places.get(id);
    if (place === undefined || only?.includes(id) === false) continue;
    const its = {
      id,
      operation,
      place,
      scene,
      watched,
      requests: new Map<string, Wanted>(),
      keys: new Map<Side, number>(),
    };
    for (const [name, caller] of callers) {
      for (const cell of cellsOf(id, operation, caller)) {
        cells += 1;
        const found = await problemsOf(its, caller, cell);
        const where = `${id} by ${name} for ${cell.object}${cell.from === cell.object ? '' : ` from ${cell.from}`}`;
        wrong.push(...found.wrong.map((problem) => `${where}: ${problem}`));
        changes.push(...found.changes.map((table) => `${where}: changed ${table}`));
      }
    }
    if (subject.hasJobs === true) await clockAtRest(scene);
    progress?.(`${id}: ${cells} cells so far, ${wrong.length} wrong`);
  }
  return { operations: places.size, callers: callers.length, cells, wrong, changes };
}

type Cell = { readonly object: string; readonly from: Side; readonly expected: Outcome };

/** The cells of one caller, as the table has them. */
function cellsOf(id: string, operation: Operation, caller: Caller): readonly Cell[] {
  if (operation.gate === 'public') {
    const isMalformed = operation.readsAuthorization === true && 'authorization' in caller.headers;
    return Object.entries(operation.outcomes).map(([object, outcome]) => {
      return { object, from: 'one', expected: isMalformed ? 'malformed' : outcome };
    });
  }
  const atGate = outcomeAtGate(id, operation, caller);
  const { objects, isOwned } = operation;
  if (objects.length === 0) return [{ object: 'one', from: 'one', expected: atGate }];
  const outcomeFor = (object: Side): Outcome => {
    if (atGate !== 'allowed') return atGate;
    return object === 'nobody' || (isOwned && caller.owns !== object) ? 'unknown' : 'allowed';
  };
  const mine = caller.owns;
  const mixes = operation.isMixed === true && atGate === 'allowed' && mine !== undefined;
  return [
    ...[...objects, 'nobody' as const].map((object) => ({ object, from: object, expected: outcomeFor(object) })),
    ...(mixes
      ? objects
          .filter((object) => object !== mine)
          .map((object) => ({ object, from: mine, expected: 'unknown' as const }))
      : []),
  ];
}

/** What a caller's credentials are worth at the gate of an operation, before it is read what the request names. */
function outcomeAtGate(id: string, operation: Operation, caller: Caller): Outcome {
  const { bearer, person, agency, subscription } = caller;
  if (operation.gate === 'session') return person === undefined ? 'unauthenticated' : 'allowed';
  if (operation.gate === 'bearer') {
    if (person === 'admin') return operation.roles.includes('admin') ? 'allowed' : 'refused';
    if (person !== undefined) return callsOfRoles[person]?.includes(id) === true ? 'allowed' : 'refused';
    if (bearer === undefined) return 'unauthenticated';
    return operation.roles.includes(bearer) ? 'allowed' : 'refused';
  }
  if (operation.gate === 'subscription') return subscription === true ? 'allowed' : 'unauthenticated';
  if (agency === undefined) return 'unauthenticated';
  return agency === 'admitted' ? 'allowed' : 'refused';
}

type Its = {
  readonly id: string;
  readonly operation: Operation;
  readonly place: Place;
  readonly scene: Scene;
  readonly watched: Watched;
  /** What is not used up, and what was refused, serves again. */
  readonly requests: Map<string, Wanted>;
  /** How many keys each owner has sent. */
  readonly keys: Map<Side, number>;
};

async function problemsOf(its: Its, caller: Caller, { object, from, expected }: Cell) {
  const { scene, watched } = its;
  const wanted = await requestOf(its, object, from, expected === 'allowed');
  await watched.seen();
  const key = expected === 'allowed' ? keyOfNext(its, caller) : {};
  const reply = await scene.send(sentOf(its.place, wanted, { ...caller.headers, ...key }));
  const wrong: string[] = [];
  const outcome = outcomeOf(reply);
  if (outcome !== expected) wrong.push(`expected ${expected}, got ${outcome}: ${reply.text.slice(0, 200)}`);
  if ('idempotency-replayed' in reply.headers) wrong.push('got what was answered to the key of another caller');
  if (expected === 'allowed') return { wrong: [...wrong, ...leaksIn(its, caller, reply)], changes: [] };
  const changes = await watched.changed();
  if (expected === 'unknown' && object !== 'nobody' && its.operation.gate !== 'public') {
    const unknown = await requestOf(its, 'nobody', from === object ? 'nobody' : from, false);
    const told = await scene.send(sentOf(its.place, unknown, caller.headers));
    const [foreign, none] = [withoutNames(reply), withoutNames(told)];
    if (foreign !== none) wrong.push(`answered unlike an unknown object: ${foreign} against ${none}`);
  }
  return { wrong, changes };
}

/** A key that this owner has not sent to the call, but that other owners have: it is another one for each of them. */
function keyOfNext({ id, keys }: Its, { owns }: Caller): Headers {
  if (owns === undefined) return {};
  const sent = keys.get(owns) ?? 0;
  keys.set(owns, sent + 1);
  return { 'idempotency-key': `${id} ${sent}` };
}

async function requestOf({ id, operation, scene, requests }: Its, object: string, from: Side, isAllowed: boolean) {
  const isFresh = isAllowed && operation.isUsedUp === true;
  const key = `${id} ${object} ${from}`;
  const wanted = (isFresh ? undefined : requests.get(key)) ?? (await operation.request(scene, object, from));
  if (!isFresh) requests.set(key, wanted);
  return wanted;
}

/** What may be seen beside one's own: a broker sees the numbers of its account. */
const alsoSees: Readonly<Record<string, Side>> = { one: 'account', sibling: 'account' };

/** Identifiers in an answer that its reader must not see. */
function leaksIn({ scene: { seenBy }, operation }: Its, { owns }: Caller, { text }: Reply): readonly string[] {
  if (owns === undefined || operation.gate === 'public') return [];
  const hidden = (Object.keys(seenBy) as Side[]).filter((side) => side !== owns && side !== alsoSees[owns]);
  return hidden.flatMap((side) =>
    [...seenBy[side]].filter((id) => text.includes(id)).map((id) => `the answer shows ${id} of ${side}`),
  );
}
