import type { Engine } from '../engine.js';
import type { Random } from '../random.js';
import { duplicatesKnownMs } from '../stream.js';
import { anyEngine, type Trouble, type TroubleParts } from './parts.js';

/** Acts when an engine has a commit under way, unless everything is healed by then. */
function atCommit({ phase }: TroubleParts, engine: Engine, act: () => void): void {
  engine.atCommit(() => {
    if (!engine.life.isOver() && !phase.isHealed) act();
  });
}

/** Acts when an engine has a request under way. */
function atRequest({ phase, receivers, fleet }: TroubleParts, act: (engine: Engine) => void): void {
  receivers.atRequest(
    () => true,
    ({ life }) => {
      const engine = fleet.engines().find((each) => each.life === life);
      if (engine !== undefined && !phase.isHealed) act(engine);
    },
  );
}

function crash({ fleet, world, sometimes }: TroubleParts, random: Random, engine: Engine): void {
  if (engine.life.isOver()) return;
  world.note(engine.life.name, 'crashes');
  if (engine.isCommitting()) sometimes.reached('a process crashed at a commit');
  engine.life.end();
  const place = fleet.places.find((each) => each.engine === engine);
  world.at(200 + 6_000 * random.next(), () => {
    if (place?.engine === engine) fleet.start(place);
  });
}

function pause(parts: TroubleParts, engine: Engine, ms: number): void {
  if (engine.isCommitting()) parts.sometimes.reached('a process paused at a commit');
  engine.life.pause();
  parts.world.at(ms, engine.life.resume);
}

/** Processes crash, stop, and stand still; their clocks are set back. */
export const processTroubles: Readonly<Record<string, Trouble>> = {
  crash(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine !== undefined) crash(parts, random, engine);
  },
  'crash at a commit'(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine !== undefined) atCommit(parts, engine, () => crash(parts, random, engine));
  },
  'crash while a request is in flight'(parts, random) {
    atRequest(parts, (engine) => crash(parts, random, engine));
  },
  stop(parts, random) {
    const engine = anyEngine(parts, random);
    const place = parts.fleet.places.find((each) => each.engine === engine);
    if (engine === undefined || place === undefined) return;
    parts.world.note(engine.life.name, 'is stopped');
    const next = (): void => {
      if (place.engine !== engine) return;
      engine.life.end();
      parts.fleet.start(place);
    };
    engine.stop().then(next, next);
    parts.world.at(8_000, () => {
      if (!engine.life.isOver()) next();
    });
  },
  'short pause'(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine !== undefined) pause(parts, engine, 200 + 3_000 * random.next());
  },
  'pause longer than a lease'(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine !== undefined) pause(parts, engine, 6_500 + 9_000 * random.next());
  },
  'pause while a request is in flight'(parts, random) {
    atRequest(parts, (engine) => pause(parts, engine, 6_500 + 9_000 * random.next()));
  },
  'pause at a commit'(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine !== undefined) atCommit(parts, engine, () => pause(parts, engine, 500 + 12_000 * random.next()));
  },
  'pause of a relay'(parts, random) {
    const holder = parts.database.committed.leases.get('event feed')?.holder;
    const engine = parts.fleet.engines().find(({ life }) => life.name === holder);
    if (engine === undefined) return;
    const ms = duplicatesKnownMs + 1_000 + 5_000 * random.next();
    pause(parts, engine, ms);
    parts.sometimes.reached('a relay paused past the duplicate window');
  },
  'clock of a machine set back'(parts, random) {
    const engine = anyEngine(parts, random);
    if (engine === undefined) return;
    const backMs = random.pick([100, 3_000, 3_600_000]);
    parts.world.note(engine.life.name, `goes back by ${backMs} ms`);
    engine.machine.offsetMs -= backMs;
    parts.sometimes.reached('a clock stepping back');
  },
};
