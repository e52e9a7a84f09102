import { usualLatency } from '../connections.js';
import type { Random } from '../random.js';
import { anyEngine, during, type Trouble } from './parts.js';

/** The database, the stream, wake-ups and networks fail. */
export const serverTroubles: Readonly<Record<string, Trouble>> = {
  'lost connections'(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine === undefined) return;
    const { line } = engine;
    const rate = random.pick([0.02, 0.1, 0.3]);
    during(
      parts,
      3_000 + 9_000 * random.next(),
      () => Object.assign(line, { cutBefore: rate, cutAfter: rate }),
      () => Object.assign(line, { cutBefore: 0, cutAfter: 0 }),
    );
  },
  'connections lost at commits'(parts, random) {
    for (const { line } of parts.fleet.engines()) {
      during(
        parts,
        2_000 + 20_000 * random.next(),
        () => (line.cutAtCommit = 0.3),
        () => (line.cutAtCommit = 0),
      );
    }
  },
  'slow database'(parts, random) {
    for (const { line } of parts.fleet.engines()) {
      const slow = random.pick([40, 300, 1_500]);
      during(
        parts,
        2_000 + 6_000 * random.next(),
        () => Object.assign(line, { isSlow: true, latency: (own: Random) => slow * own.next() }),
        () => {
          line.latency = usualLatency;
          // What was asked before is still under way.
          parts.world.at(2 * slow, () => (line.isSlow = false));
        },
      );
    }
  },
  'restart of the database'(parts, random) {
    const { database } = parts;
    during(
      parts,
      300 + 4_000 * random.next(),
      () => {
        database.ailments.isDown = true;
        database.restart();
      },
      () => (database.ailments.isDown = false),
    );
  },
  'full disk'(parts, random) {
    const { ailments } = parts.database;
    during(
      parts,
      1_000 + 6_000 * random.next(),
      () => (ailments.isFull = true),
      () => (ailments.isFull = false),
    );
  },
  deadlocks(parts, random) {
    const { ailments } = parts.database;
    const rate = random.pick([0.1, 0.4, 1]);
    during(
      parts,
      500 + 6_000 * random.next(),
      () => (ailments.deadlocks = rate),
      () => (ailments.deadlocks = 0),
    );
  },
  'locks of someone else'(parts, random) {
    const keys = [...parts.database.committed.endpoints.keys()].reverse();
    const some = keys.slice(random.whole(0, 1), random.whole(2, 4));
    parts.database.lockAside(
      some.map((key) => ({ table: 'endpoints', key })),
      800 + 4_000 * random.next(),
    );
  },
  'troubled wake-ups'(parts, random) {
    const { ailments } = parts.bus;
    during(
      parts,
      5_000 + 20_000 * random.next(),
      () => Object.assign(ailments, { loses: random.pick([0.3, 1]), doubles: 0.3, delays: 0.3 }),
      () => Object.assign(ailments, { loses: 0, doubles: 0, delays: 0 }),
    );
  },
  'stream out of reach'(parts, random) {
    const { ailments } = parts.stream;
    during(
      parts,
      1_000 + 8_000 * random.next(),
      () => (ailments.isDown = true),
      () => (ailments.isDown = false),
    );
  },
  'lost acknowledgements'(parts, random) {
    const { ailments } = parts.stream;
    during(
      parts,
      3_000 + 12_000 * random.next(),
      () => Object.assign(ailments, { losesAcks: 0.3, losesRequests: 0.2 }),
      () => Object.assign(ailments, { losesAcks: 0, losesRequests: 0 }),
    );
  },
  'wiped stream': ({ stream }) => stream.wipe(),
  'stream without its end': ({ stream }, random) => stream.loseEnd(random.whole(1, 6)),
  'clock of the database set back'({ database, sometimes, world }, random) {
    const backMs = random.pick([100, 3_000, 20_000]);
    world.note('database', `goes back by ${backMs} ms`);
    database.ailments.clockOffset -= backMs;
    sometimes.reached('a clock stepping back');
  },
  'lost answers of receivers'(parts, random) {
    const { answersLost } = parts;
    during(
      parts,
      2_000 + 10_000 * random.next(),
      () => (answersLost.probability = 0.4),
      () => (answersLost.probability = 0),
    );
  },
  'lost answers of the API'(parts, random) {
    const { network } = parts.fleet;
    during(
      parts,
      2_000 + 10_000 * random.next(),
      () => (network.losesAnswers = 0.4),
      () => (network.losesAnswers = 0),
    );
  },
};
