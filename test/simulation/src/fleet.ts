import { isDomainError, type Once } from '@affinity-engine/kernel';
import type { Api } from './api.js';
import { startEngine, type Engine, type Roles } from './engine.js';
import type { Surroundings } from './surroundings.js';
import { newLife, type Life } from './life.js';
import type { Random } from './random.js';

/** A process that is started anew after each crash. */
type Place = { readonly name: string; readonly roles: Roles; lives: number; engine: Engine | null };

/** How a call ended for its caller. */
export type Ended = { readonly result: unknown } | { readonly refused: string };

/** A call that was answered. */
export type Acknowledged = {
  readonly what: string;
  readonly key: string;
  readonly ended: Ended;
  /** How often it was called until it was answered. */
  readonly tries: number;
};

export type Fleet = {
  readonly places: readonly Place[];
  engines(): readonly Engine[];
  start(place: Place): void;
  /** Calls an API until it is answered, again and again with the same key. */
  call<Result>(what: string, key: string, act: (api: Api, once: Once<Result>) => Promise<Result>): Promise<Ended>;
  /** How many calls are under way, by what they are about. */
  readonly calling: ReadonlyMap<string, number>;
  readonly acknowledged: readonly Acknowledged[];
  /** The callers' own life. */
  readonly life: Life;
  readonly network: { losesAnswers: number };
};

/** How long a caller waits for an answer before it calls again. */
const patienceMs = 3_000;

/** A read takes no longer, unless the database is slow. */
const readMs = 6;

const roles = {
  postgres: {
    'api-1': [true, false],
    'api-2': [true, false],
    'dispatcher-1': [false, true],
    'dispatcher-2': [false, true],
  },
  sqlite: { 'engine-1': [true, true] },
} as const;

/** All processes of an engine, and those who call them. */
export function newFleet(shared: Surroundings, random: Random): Fleet {
  const { world, sometimes, flavour, database, broken } = shared;
  /** When the first answer to a key was stored. */
  const answers = new Map<string, number>();
  database.onCommit((changes) => {
    for (const { table, key } of changes) if (table === 'answers') answers.set(key, world.now());
  });
  const life = newLife(world, 'caller', random.split('caller'));
  const places = Object.entries(roles[flavour]).map(([name, [api, dispatcher]]): Place => ({
    name,
    roles: { api, dispatcher },
    lives: 0,
    engine: null,
  }));
  const calling = new Map<string, number>();
  const acknowledged: Acknowledged[] = [];
  const network = { losesAnswers: 0 };
  const engines = (): readonly Engine[] =>
    places.flatMap(({ engine }) => (engine === null || engine.life.isOver() ? [] : [engine]));
  for (const place of places) start(place);
  return { places, engines, start, call, calling, acknowledged, life, network };

  function start(place: Place): void {
    place.lives += 1;
    const name = `${place.name}.${place.lives}`;
    world.note(name, 'starts');
    place.engine = startEngine(shared, newLife(world, name, random.split(name)), place.roles);
  }

  /** One try: on its way, in the process, and on its way back. Null if the caller should try again. */
  function tryOnce<Result>(act: (api: Api, engine: Engine) => Promise<Result>): Promise<Ended | null> {
    return new Promise((resolve) => {
      life.after(patienceMs, () => resolve(null));
      world.at(1 + 3 * life.random.next(), () => {
        const apis = engines().filter(({ api }) => api !== null);
        const engine = life.random.pick(apis);
        if (engine === undefined || engine.api === null) return void life.after(300, () => resolve(null));
        const { api, life: server } = engine;
        const answer = (ended: Ended | null): void => {
          if (life.random.happens(network.losesAnswers)) return;
          life.after(1 + 3 * life.random.next(), () => resolve(ended));
        };
        server.after(0, () =>
          act(api, engine).then(
            (result) => answer({ result }),
            (failure: unknown) => answer(endOf(failure)),
          ),
        );
      });
    });
  }

  /** A refusal, although the first answer was there when the last read may have come: it should have been given. */
  function refusedWith(key: string, what: string, code: string): void {
    const answeredAt = answers.get(key) ?? Infinity;
    if (answeredAt < world.now() - readMs) broken('I2', `${what} was done before, and its repeat is refused: ${code}`);
  }

  async function call<Result>(
    what: string,
    key: string,
    act: (api: Api, once: Once<Result>) => Promise<Result>,
  ): Promise<Ended> {
    const once: Once<Result> = { key, fingerprint: what, answer: (result) => JSON.stringify(result) };
    world.note('caller', `calls ${what}`);
    calling.set(what, (calling.get(what) ?? 0) + 1);
    const inProcess = new Set<object>();
    const counted = async (api: Api, { life: server, line }: Engine): Promise<Result> => {
      const pauses = server.pauses();
      if (inProcess.size > 0) sometimes.reached('a key repeated while its first was in flight');
      const mine = {};
      inProcess.add(mine);
      server.atEnd(() => inProcess.delete(mine));
      try {
        return await act(api, once);
      } catch (failure) {
        const isSure = !line.isSlow && server.pauses() === pauses && isDomainError(failure);
        if (isSure && failure.code !== 'ANSWERED-BEFORE') refusedWith(key, what, failure.code);
        throw failure;
      } finally {
        inProcess.delete(mine);
      }
    };
    for (let tries = 1; ; tries += 1) {
      const ended = await tryOnce(counted);
      if (ended !== null) {
        world.note('caller', `is answered ${what}: ${'refused' in ended ? ended.refused : 'done'}`);
        acknowledged.push({ what, key, ended, tries });
        calling.set(what, (calling.get(what) ?? 1) - 1);
        return ended;
      }
      await new Promise<void>((resolve) => void life.after(100 + 400 * life.random.next(), resolve));
    }
  }
}

/** What a failure means to a caller; null, as for a 500 or 503: try again. */
function endOf(failure: unknown): Ended | null {
  if (!isDomainError(failure)) return null;
  if (failure.code === 'ANSWERED-BEFORE')
    return { result: JSON.parse(String(failure.properties['answer'])) as unknown };
  return failure.code === 'CHANGED-MEANWHILE' ? null : { refused: failure.code };
}
