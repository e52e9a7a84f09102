import { setTimeout as pause } from 'node:timers/promises';
import { eventually, startReceiver } from '@affinity-engine/test-harness';
import { contractOf, openCourse, requestOf, unexpected, type Course } from './race-course.js';
import { answerAgainstRenew, renewalsInPieces } from './renewal-race.js';

export type RaceScenario = {
  /** How long each race goes on. */
  readonly seconds: number;
  readonly seed: number;
  readonly built?: boolean;
  /** So many rounds of each race, in place of `seconds`. */
  readonly rounds?: number;
  /** By default PostgreSQL. */
  readonly database?: 'SQLite' | 'PostgreSQL';
  /** The names of the races to run; all by default. */
  readonly only?: readonly string[];
  /** Called after each race. */
  readonly progress?: (text: string) => void;
};

export type RaceOutcome = { readonly race: string; readonly rounds: number; readonly problems: readonly string[] };

/** Runs one round. @returns what went wrong */
type Round = (course: Course, round: number) => Promise<readonly string[]>;
type Race = { readonly round: Round; readonly end?: (course: Course) => Promise<readonly string[]> };

const group = '/admin/v1/affinity-groups/pc:909';

const races: Readonly<Record<string, Race>> = {
  'revoke against sell': { round: revokeAgainstSell, end: soldAfterRevocation },
  'cancel against renew': { round: cancelAgainstRenew, end: eventsThatContradict },
  'answer against renew': { round: answerAgainstRenew, end: renewalsInPieces },
  'one transaction id twice': { round: oneTransactionTwice },
  'twenty copies of one sale': { round: copiesOfOneSale },
  'claim against replay': { round: claimAgainstReplay },
};

/** Two API processes with their dispatchers on one database, called so that they meet. */
export async function raceTwoProcesses(scenario: RaceScenario): Promise<readonly RaceOutcome[]> {
  const { course, logs, close } = await openCourse(scenario);
  try {
    const outcomes: RaceOutcome[] = [];
    for (const [race, { round, end }] of Object.entries(races)) {
      if (scenario.only?.includes(race) === false) continue;
      const until = performance.now() + scenario.seconds * 1_000;
      const problems: string[] = [];
      let rounds = 0;
      const goesOn = () => (scenario.rounds === undefined ? performance.now() < until : rounds < scenario.rounds);
      for (; goesOn() && problems.length < 10; rounds += 1) {
        problems.push(...(await round(course, rounds)));
      }
      problems.push(...((await end?.(course)) ?? []));
      outcomes.push({ race, rounds, problems });
      scenario.progress?.(`${race}: ${rounds} rounds, ${problems.length} problems`);
    }
    if (logs().some((log) => log.includes('40P01')))
      outcomes.push({ race: 'all', rounds: 0, problems: ['a deadlock reached a log'] });
    return outcomes;
  } finally {
    await close();
  }
}

/** The code of the partner that is linked to the group is taken away while it sells at both processes. */
async function revokeAgainstSell({ sides: [one, other], random }: Course, round: number): Promise<readonly string[]> {
  if (round > 0) {
    const { status } = await one.admin('POST', `${group}/producer-codes`, {
      data: { attributes: { producerCode: { id: 'pc:6' } } },
    });
    if (status !== 201) return [`associating answered ${status}`];
  }
  const sellers = [one, other, one, other, one, other].map(({ otherPartner }) => otherPartner);
  const requests = await Promise.all(sellers.map(requestOf));
  const lateRequest = await requestOf(one.otherPartner);
  const selling = sellers.map(async (seller, at) => {
    await pause(random() * 4);
    return (await contractOf(seller, requests[at] as string)).status;
  });
  await pause(random() * 4);
  const revoked = await other.admin('DELETE', `${group}/producer-codes/pc:6`);
  const late = await contractOf(one.otherPartner, lateRequest);
  return [
    ...unexpected('revoking', [revoked.status], [204]),
    ...unexpected('selling', await Promise.all(selling), [200, 403]),
    ...unexpected('selling after the revocation', [late.status], [403]),
  ];
}

/** By the moments of the commits: sales between a revocation and the next association. */
async function soldAfterRevocation({ rows }: Course): Promise<readonly string[]> {
  const [row] = await rows(`
    with change as (
      select action, pg_xact_commit_timestamp(xmin) as at from audit_entry
      where subject = 'pc:909' and action in ('affinity-group.code-removed', 'affinity-group.code-associated'))
    select count(*) as sold from affinity a join lateral (
      select action from change where at < pg_xact_commit_timestamp(a.xmin) order by at desc limit 1) last on true
    where last.action = 'affinity-group.code-removed'`);
  return Number(row?.['sold']) === 0 ? [] : [`${String(row?.['sold'])} sales were committed after a revocation`];
}

async function cancelAgainstRenew({ sides: [one, other] }: Course): Promise<readonly string[]> {
  const { body } = await contractOf(one.partner, await requestOf(one.partner));
  const path = `/v1/affinity/${String(body['id'])}`;
  const [canceled, renewed, again] = await Promise.all([
    one.partner('DELETE', path),
    other.partner('POST', `${path}/renewal`),
    one.partner('POST', `${path}/renewal`),
  ]);
  const successes = [renewed, again].filter(({ status }) => status === 200).length;
  return [
    ...unexpected('canceling', [canceled.status], [200]),
    ...unexpected('renewing', [renewed.status, again.status], [200, 400]),
    ...(successes > 1 ? ['one affinity was renewed twice'] : []),
  ];
}

/** Every state has the event that says so, last; successors and those they succeed name each other. */
async function eventsThatContradict({ rows }: Course): Promise<readonly string[]> {
  const [events] = await rows(`
    select count(*) as wrong from affinity a where 'affinity.' || a.status is distinct from (
      select type from webhook_event v where v.subject = a.id and v.type like 'affinity.%' order by sequence desc limit 1)`);
  const [successors] = await rows(`
    select count(*) as wrong from affinity a
    where a.renewed_by is not null and not exists (select 1 from affinity s where s.id = a.renewed_by and s.renewed_from = a.id)
       or a.renewed_from is not null and not exists (select 1 from affinity s where s.id = a.renewed_from and s.renewed_by = a.id)`);
  return [
    ...(Number(events?.['wrong']) === 0 ? [] : [`${String(events?.['wrong'])} states without their event`]),
    ...(Number(successors?.['wrong']) === 0
      ? []
      : [`${String(successors?.['wrong'])} successors without their original`]),
  ];
}

async function oneTransactionTwice({ sides, rows }: Course, round: number): Promise<readonly string[]> {
  const name = `once ${round}`;
  const headers = { 'GW-DBTransaction-ID': `transaction ${round}` };
  const sent = { data: { attributes: { affinityGroupType: { code: 'Open' }, name } } };
  const answers = await Promise.all(
    [0, 1, 0, 1, 0, 1].map((at) => sides[at as 0 | 1].admin('POST', '/admin/v1/affinity-groups', sent, headers)),
  );
  const [row] = await rows(`select count(*) as made from affinity_group where name = '${name}'`);
  const statuses = answers.map(({ status }) => status).sort();
  return [
    ...(statuses.join() === '201,400,400,400,400,400' ? [] : [`one transaction was answered ${statuses.join()}`]),
    ...(Number(row?.['made']) === 1 ? [] : [`one transaction made ${String(row?.['made'])} groups`]),
  ];
}

/** A sale under one key is sent ten times to each process at once: it is made once, and all get the first answer. */
async function copiesOfOneSale({ sides: [one, other], rows }: Course, round: number): Promise<readonly string[]> {
  const requestId = await requestOf(one.partner);
  const headers = { 'idempotency-key': `copy-${round}` };
  const callers = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? one : other).partner);
  const answers = await Promise.all(callers.map((call) => contractOf(call, requestId, headers)));
  const [row] = await rows(`select count(*) as made from affinity where request_id = '${requestId}'`);
  const different = new Set(answers.map(({ body }) => JSON.stringify(body))).size;
  return [
    ...unexpected(
      'a copy',
      answers.map(({ status }) => status),
      [200],
    ),
    ...(different === 1 ? [] : [`copies of one sale got ${different} answers`]),
    ...(Number(row?.['made']) === 1 ? [] : [`copies of one sale made ${String(row?.['made'])} affinities`]),
  ];
}

/** Events and replays are asked for at both processes while both deliver: each event arrives once, each replay as asked. */
async function claimAgainstReplay({ sides, engine }: Course, round: number): Promise<readonly string[]> {
  const receiver = await startReceiver();
  const endpoint = `/ops/v1/webhook-endpoints/${engine.credentials.partner.webhookEndpointId}`;
  const [{ admin }] = sides;
  type Progress = { readonly delivered_sequence: number; readonly last_sequence: number; readonly waiting: number };
  const progress = async () =>
    (await admin('GET', endpoint)).body as unknown as Progress & { readonly replays: number };
  const all = () => receiver.received('/');
  const replayed = () => all().filter(({ headers }) => headers['webhook-replay'] === 'true').length;
  try {
    await admin('PATCH', endpoint, { url: receiver.url('/') });
    await contractOf(sides[0].partner, await requestOf(sides[0].partner));
    await eventually(
      async () => {
        const { waiting } = await progress();
        if (waiting > 0) throw new Error(`${waiting} events wait`);
      },
      // Before the first round the endpoint had no url: all events of the races before wait.
      { deadline: round === 0 ? 600_000 : 30_000 },
    );
    const { delivered_sequence: to } = await progress();
    const from = Math.max(1, to - 2);
    const asked = await Promise.all(
      [0, 1, 0, 1].flatMap((at) => {
        const side = sides[at as 0 | 1];
        return [
          side.admin('POST', `${endpoint}/replay`, { from, to }).then(({ status }) => status),
          requestOf(side.partner).then(async (id) => (await contractOf(side.partner, id)).status),
        ];
      }),
    );
    const wanted = 4 * (to - from + 1);
    const arrived = await eventually(
      () => {
        if (replayed() < wanted) throw new Error(`${replayed()} of ${wanted} replayed events arrived`);
        return replayed();
      },
      { deadline: 30_000 },
    ).catch((failure: unknown) => String(failure));
    return [
      ...unexpected('asking for a replay or a contract', asked, [200, 202]),
      ...(arrived === wanted ? [] : [`replays: ${arrived}, expected ${wanted}`]),
    ];
  } finally {
    await admin('PATCH', endpoint, { url: null });
    await receiver.close();
  }
}
