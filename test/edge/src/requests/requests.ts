import { randomUUID } from 'node:crypto';
import { answerProblems } from '@affinity-engine/test-harness';
import fc from 'fast-check';
import { clockAtRest } from '../clock-at-rest.js';
import { watchDatabase, type Watched } from '../database.js';
import type { Operation } from '../operations/operation.js';
import { sessionOf } from '../people.js';
import { operations, placesIn, type Place } from '../operations/table.js';
import { sceneOn, type Scene, type Subject } from '../scene.js';
import type { Headers, Reply, Sent } from '../wire.js';
import { bytesOf, editsOf, type Draft, type Edit } from './edits.js';
import { describedIn } from './schema.js';

export type RequestsOptions = {
  /** How many requests are generated for each operation. */
  readonly each: number;
  readonly seed: number;
  readonly only?: readonly string[];
  readonly progress?: (text: string) => void;
};

export type RequestsOutcome = {
  readonly requests: number;
  /** Of each operation: how many were sent, and how many of them were answered with a success. */
  readonly operations: Readonly<Record<string, { readonly sent: number; readonly succeeded: number }>>;
  /** Requests that were sent again with their Idempotency-Key. */
  readonly repeated: number;
  readonly problems: Readonly<Record<'serverErrors' | 'wrongReplies' | 'changes' | 'repeats', readonly string[]>>;
};

/** Moved on by years, the clock makes samples invalid whose days are fixed: it goes last. */
const clockLast = <Listed>(all: readonly (readonly [string, Listed])[]): readonly (readonly [string, Listed])[] => [
  ...all.filter(([id]) => id !== 'advanceClock'),
  ...all.filter(([id]) => id === 'advanceClock'),
];

/** Requests made from the document, valid ones and others around them: what is promised to all of them holds. */
export async function proveRequests(subject: Subject, options: RequestsOptions): Promise<RequestsOutcome> {
  const { each, seed, only, progress } = options;
  const scene = await sceneOn(subject);
  const watched = await watchDatabase(subject);
  const counted: Record<string, { sent: number; succeeded: number }> = {};
  const problems = { serverErrors: [], wrongReplies: [], changes: [], repeats: [] } as Found;
  const total = { requests: 0, repeated: 0 };
  for (const [order, [id, place]] of clockLast([...placesIn(scene.document)]).entries()) {
    const operation = operations[id];
    if (operation === undefined || only?.includes(id) === false) continue;
    const its: Its = { id, operation, place, scene, watched, problems, looked: 0 };
    const count = (counted[id] = { sent: 0, succeeded: 0 });
    const described = describedIn(scene.document, place.path, place.method);
    const isRepeatable = described.parameters.some(({ name }) => name === 'Idempotency-Key');
    let wanted = await draftOf(its);
    const generated = fc.sample(editsOf(scene.document, described, wanted.body), {
      numRuns: each - 1,
      seed: seed + order,
    });
    for (const [number, edits] of [[], ...generated].entries()) {
      const key = isRepeatable && number % 8 === 0 ? randomUUID() : undefined;
      const sent = edited(place, wanted, edits, key);
      const reply = await sendAndCheck(its, sent);
      count.sent += 1;
      if (!isSuccess(reply)) continue;
      count.succeeded += 1;
      if (id === 'advanceClock' && subject.hasJobs === true) await clockAtRest(scene);
      if (key !== undefined && sent.headers['idempotency-key'] === key) {
        total.repeated += 1;
        await checkRepeat(its, sent, reply);
      }
      if (operation.isUsedUp === true) wanted = await draftOf(its);
    }
    total.requests += count.sent;
    progress?.(`${id}: ${count.succeeded} of ${count.sent} succeeded; ${summary(problems)}`);
  }
  return { ...total, operations: counted, problems };
}

type Found = Record<'serverErrors' | 'wrongReplies' | 'changes' | 'repeats', string[]>;

type Its = {
  readonly id: string;
  readonly operation: Operation;
  readonly place: Place;
  readonly scene: Scene;
  readonly watched: Watched;
  readonly problems: Found;
  /** How often a refusal was looked at closely. */
  looked: number;
};

const summary = (problems: Found): string =>
  Object.entries(problems)
    .map(([name, { length }]) => `${name} ${length}`)
    .join(', ');

const isSuccess = ({ status, headers }: Reply): boolean => status < 400 && !('error-code' in headers);

/** A valid request with the credentials of a caller who may send it. */
async function draftOf({ operation, scene }: Its): Promise<Draft> {
  const object = operation.gate === 'public' ? 'good' : 'one';
  const { params = {}, query = {}, body, headers = {} } = await operation.request(scene, object, 'one');
  return { params, query, headers: { ...(await credentialsFor(operation, scene)), ...headers }, body };
}

async function credentialsFor(operation: Operation, scene: Scene): Promise<Headers> {
  const { its, admin } = scene;
  if (operation.gate === 'session') return sessionOf(scene, 'admin');
  if (operation.gate === 'public') return {};
  if (operation.gate === 'agency') return its.one.agency;
  if (operation.gate === 'subscription') return its.one.subscription;
  return operation.roles.includes('admin') ? admin : its.one.partner;
}

function edited({ method, path }: Place, wanted: Draft, edits: readonly Edit[], key: string | undefined): Sent {
  const draft = structuredClone(wanted);
  if (key !== undefined) draft.headers['idempotency-key'] = key;
  for (const edit of edits) edit(draft);
  return bytesOf(method, path, draft);
}

async function sendAndCheck(its: Its, sent: Sent): Promise<Reply> {
  const { scene, watched, problems } = its;
  const reply = await scene.send(sent);
  const code = reply.headers['error-code'];
  if (reply.status >= 500 || code === 'INTERNAL') problems.serverErrors.push(said(its, sent, reply));
  // A path that is too long, or that cannot be read, leads to no operation.
  if (code !== 'ROUTE-UNKNOWN') {
    const wrong = answerProblems(scene.document, { ...sent, ...reply });
    if (wrong.length > 0) problems.wrongReplies.push(`${wrong.slice(0, 3).join('; ')}: ${said(its, sent, reply)}`);
  }
  if ((await watched.wasWritten()) && !isSuccess(reply)) await lookAgain(its, sent);
  return reply;
}

/** The most refusals of an operation that are looked at closely: digests of all tables take their time. */
const mostLooks = 10;

/** Something was written beside a refusal: sends the request again, and compares all tables. */
async function lookAgain(its: Its, sent: Sent): Promise<void> {
  if (its.looked >= mostLooks) return;
  its.looked += 1;
  await its.watched.seen();
  const reply = await its.scene.send(sent);
  const changed = await its.watched.changed();
  if (!isSuccess(reply) && changed.length > 0) {
    its.problems.changes.push(`changed ${changed.join(', ')}: ${said(its, sent, reply)}`);
  }
}

async function checkRepeat(its: Its, sent: Sent, first: Reply): Promise<void> {
  const again = await its.scene.send(sent);
  if (again.status === first.status && again.text === first.text) return;
  its.problems.repeats.push(`${said(its, sent, first)}, and then ${again.status}: ${again.text.slice(0, 300)}`);
}

/** A request and its reply in one line, to send it again by hand. */
function said({ id }: Its, { method, path, headers, body }: Sent, { status, text }: Reply): string {
  const shown = Object.entries(headers).filter(
    ([name]) => !['authorization', 'ocp-apim-subscription-key'].includes(name),
  );
  const sent = `${method} ${path.slice(0, 400)} ${JSON.stringify(Object.fromEntries(shown))} ${body ?? ''}`;
  return `${id}: ${sent.slice(0, 900)} was answered ${status}: ${text.slice(0, 300)}`;
}
