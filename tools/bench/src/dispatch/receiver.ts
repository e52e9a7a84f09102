import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type ToReceiver =
  | { readonly type: 'expect'; readonly count: number; readonly note: boolean }
  | { readonly type: 'refuse'; readonly from: number }
  | { readonly type: 'count' };

export type FromReceiver =
  | { readonly type: 'listens'; readonly port: number }
  | { readonly type: 'ready' }
  | { readonly type: 'counted'; readonly received: number; readonly unordered: number }
  | Completed;

export type Completed = {
  readonly type: 'complete';
  /** When the last request came, in milliseconds since 1970, with fractions. */
  readonly at: number;
  /** Requests whose sequence was not above that of the one before, at the same endpoint. */
  readonly unordered: number;
  /** When each came, if that was asked for. */
  readonly noted: readonly { readonly endpoint: number; readonly at: number }[];
};

/** The process that receives what all contenders send. An endpoint's number is the path of its url. */
export type Receiver = {
  readonly url: string;
  /** Counts from 0. @returns what resolves when so many have come */
  expect(count: number, options?: { readonly note?: boolean }): Promise<{ complete: Promise<Completed> }>;
  /** Answers 503 at the endpoints with this number or a higher one. */
  refuse(from: number): Promise<void>;
  received(): Promise<number>;
  stop(): void;
};

/** Starts it on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const child = fork(join(import.meta.dirname, 'receiver-process.js'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  const next = <Type extends FromReceiver['type']>(type: Type) =>
    new Promise<Extract<FromReceiver, { readonly type: Type }>>((resolve) => {
      const take = (message: FromReceiver): void => {
        if (message.type !== type) return;
        child.off('message', take);
        resolve(message as Extract<FromReceiver, { readonly type: Type }>);
      };
      child.on('message', take);
    });
  const ask = async <Type extends FromReceiver['type']>(message: ToReceiver, type: Type) => {
    const answered = next(type);
    child.send(message);
    return answered;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    async expect(count, { note = false } = {}) {
      const complete = next('complete');
      await ask({ type: 'expect', count, note }, 'ready');
      return { complete };
    },
    refuse: async (from) => void (await ask({ type: 'refuse', from }, 'ready')),
    received: async () => (await ask({ type: 'count' }, 'counted')).received,
    stop: () => child.disconnect(),
  };
}
