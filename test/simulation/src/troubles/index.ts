import { soundLine } from '../connections.js';
import type { Random } from '../random.js';
import { failingBehaviours } from '../receivers.js';
import { processTroubles } from './of-processes.js';
import { during, type Trouble, type TroubleParts } from './parts.js';
import { serverTroubles } from './of-servers.js';

export type { TroubleParts } from './parts.js';

/** A receiver fails in some way, for a while. */
function failingReceiver(parts: TroubleParts, random: Random): void {
  const { receivers, database } = parts;
  const rows = [...database.committed.endpoints.values()];
  const url = random.pick(rows).endpoint.url;
  if (url === null) return;
  const behaviour = random.pick(failingBehaviours);
  during(
    parts,
    1_000 + 25_000 * random.next(),
    () => receivers.behave(url, behaviour),
    () => receivers.behave(url, 'answers 200'),
  );
}

const troubles: Readonly<Record<string, Trouble>> = { ...processTroubles, ...serverTroubles };

const troubleNames: readonly string[] = Object.keys(troubles);

/** A file has no server, and no way to it. */
const ofServers: readonly string[] = ['lost connections', 'connections lost at commits', 'restart of the database'];

/** Plans the troubles of a run. */
export function planTroubles(parts: TroubleParts): void {
  const { world, random, troubledMs, flavour } = parts;
  const names = troubleNames.filter((name) => flavour === 'postgres' || !ofServers.includes(name));
  for (let count = random.whole(2, 9); count > 0; count -= 1) {
    const name = random.pick(names);
    const own = random.split(`${name} ${count}`);
    world.at(500 + own.next() * troubledMs, () => {
      world.note('troubles', name);
      troubles[name]?.(parts, own);
    });
  }
  for (let count = random.whole(0, 5); count > 0; count -= 1) {
    const own = random.split(`receiver ${count}`);
    world.at(own.next() * troubledMs * 0.8, () => failingReceiver(parts, own));
  }
}

/** Everything works from now on. */
export function heal(parts: TroubleParts): void {
  const { world, fleet, database, bus, stream, receivers, answersLost, phase } = parts;
  world.note('world', 'is healed');
  phase.isHealed = true;
  Object.assign(database.ailments, { isDown: false, isFull: false, deadlocks: 0 });
  Object.assign(bus.ailments, { loses: 0, doubles: 0, delays: 0 });
  Object.assign(stream.ailments, { isDown: false, losesRequests: 0, losesAcks: 0 });
  answersLost.probability = 0;
  fleet.network.losesAnswers = 0;
  receivers.heal();
  for (const place of fleet.places) {
    const { engine } = place;
    if (engine === null || engine.life.isOver()) fleet.start(place);
    else {
      engine.life.resume();
      const { isSlow } = engine.line;
      Object.assign(engine.line, { ...soundLine(), isSlow });
    }
  }
}
