import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startNats, type NatsServer } from '@affinity-engine/test-servers';
import { sharedWakeUpsContract, wakeUpsContract } from '@affinity-engine/webhook/testing';
import { connect, type NatsConnection } from 'nats';
import { natsWakeUps, type NatsReport, type NatsWakeUps } from './index.js';

const hour = 3_600_000;
let server: NatsServer;
let observer: NatsConnection;
beforeAll(async () => {
  server = await startNats({ jetStream: false });
  observer = await connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
}, 30_000);
afterAll(async () => {
  await observer.close();
  await server.remove();
});

const opened: NatsWakeUps[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((wakeUps) => wakeUps.close()));
});

let subjects = 0;
const newSubject = () => `wake-ups.${(subjects += 1)}`;
const settings = () => ({ servers: [`127.0.0.1:${server.port}`], login: null, tls: null });

function open(subject: string, report: NatsReport = () => undefined): NatsWakeUps {
  const wakeUps = natsWakeUps({ ...settings(), subject }, report);
  opened.push(wakeUps);
  return wakeUps;
}

/** Sends until a message arrives, so that a process is connected and in no group. */
async function connected(wakeUps: NatsWakeUps, subject: string): Promise<void> {
  let arrived = false;
  const subscription = observer.subscribe(subject, { callback: () => void (arrived = true) });
  await until(() => {
    wakeUps.notify(['first']);
    return arrived;
  });
  subscription.unsubscribe();
  await settle();
  await wakeUps.next(hour);
}

/** Longer than ids are gathered, then as long as a message takes. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 6));
  for (let times = 0; times < 3; times += 1) await observer.flush();
  await new Promise(setImmediate);
}

wakeUpsContract('through NATS', async () => ({
  wakeUps: open(newSubject()),
  pass: async () => undefined,
  settle: () => new Promise(setImmediate),
}));

sharedWakeUpsContract('through NATS', async () => {
  const subject = newSubject();
  return {
    async processes(count) {
      const all = Array.from({ length: count }, () => open(subject));
      for (const each of all) await connected(each, subject);
      return all;
    },
    settle,
  };
});

describe('a message', () => {
  it('names the endpoints that have work, and nothing else', async () => {
    const subject = newSubject();
    const sender = open(subject);
    await connected(sender, subject);
    const received: unknown[] = [];
    const subscription = observer.subscribe(subject, {
      callback: (_, message) => void received.push(message.json()),
    });
    await observer.flush();
    sender.notify(['a', 'b']);
    sender.notify([]);
    sender.notify(Array.from({ length: 101 }, (_, index) => `${index}`));
    await settle();
    await settle();
    subscription.unsubscribe();
    expect(received).toEqual([['a', 'b'], []]);
  });

  it('goes to one of the processes that have room', async () => {
    const subject = newSubject();
    const [sender, ...others] = [open(subject), open(subject), open(subject), open(subject)];
    await connected(sender as NatsWakeUps, subject);
    for (const other of others) {
      other.listen(true);
      await other.next(hour);
    }
    await settle();
    let woken = 0;
    const all = others.map((other) => other.next(hour).then(() => (woken += 1)));
    sender?.notify(['a']);
    await Promise.race(all);
    await settle();
    expect(woken).toBe(1);
    for (const other of others) other.notify([]);
    await Promise.all(all);
  });
});

describe('NATS that is away', () => {
  it('is reported once when it is lost and once when it is back; processes then wake each other again', async () => {
    const subject = newSubject();
    const said: string[] = [];
    const [sender, dispatcher] = [open(subject), open(subject, (state) => void said.push(state))];
    await connected(sender, subject);
    dispatcher.listen(true);
    await dispatcher.next(hour);

    await server.kill();
    await until(() => said.length === 1);
    for (let times = 0; times < 10; times += 1) {
      sender.notify([`endpoint ${times}`]);
      await sender.next(hour); // its own process is woken in any case
    }
    await server.restart();
    await dispatcher.next(hour); // messages may have been lost
    await connected(sender, subject);
    await dispatcher.next(0);
    expect(said).toEqual(['lost', 'back']);

    const woken = dispatcher.next(hour);
    sender.notify(['a']);
    await woken;
  }, 20_000);

  it('may come later than the process', async () => {
    const subject = newSubject();
    const late = await startNats({ jetStream: false });
    await late.stop();
    const said: string[] = [];
    const wakeUps = natsWakeUps(
      { servers: [`127.0.0.1:${late.port}`], login: null, tls: null, subject },
      (state) => void said.push(state),
    );
    opened.push(wakeUps);
    wakeUps.listen(true);
    wakeUps.notify(['a']);
    await wakeUps.next(hour);
    await until(() => said.length === 1);
    await late.restart();
    await wakeUps.next(hour);
    expect(said).toEqual(['lost', 'back']);
    await wakeUps.close();
    await late.remove();
  }, 20_000);

  it('does not delay the end of the process', async () => {
    const stopped = await startNats({ jetStream: false });
    const { port } = stopped;
    await stopped.remove();
    const wakeUps = natsWakeUps(
      { servers: [`127.0.0.1:${port}`], login: null, tls: null, subject: 'any' },
      () => undefined,
    );
    const began = performance.now();
    await wakeUps.close();
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('gets what was sent just before the end of the process', async () => {
    const subject = newSubject();
    const sender = open(subject);
    await connected(sender, subject);
    const received = new EventTarget();
    observer.subscribe(subject, { max: 1, callback: () => void received.dispatchEvent(new Event('message')) });
    await observer.flush();
    const message = once(received, 'message');
    sender.notify(['a']);
    await sender.close();
    await message;
  });
});

async function until(check: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!check()) {
    if (performance.now() > deadline) throw new Error('it did not happen within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
