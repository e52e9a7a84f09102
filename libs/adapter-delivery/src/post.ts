import type { Connections } from './connections.js';
import { excerptReader } from './excerpt.js';
import type { AttemptsUnderWay } from './under-way.js';

export type PostRequest = {
  readonly origin: string;
  readonly path: string;
  /** Names and values by turns. */
  readonly headers: string[];
  readonly body: Buffer;
};

export type Answer = { readonly statusCode: number; readonly excerpt: string; readonly retryAfter: string | null };

/** Posts once and reads the answer. Rejects with what broke the connection, or with why the attempt was stopped. */
export const post = (connections: Connections, underWay: AttemptsUnderWay, request: PostRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { origin, path, headers, body } = request;
    const connection = connections.take(origin);
    const excerpt = excerptReader();
    let statusCode = 0;
    let retryAfter: string | null = null;
    const end = underWay.begin(fail);
    connection.client.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: () => connection.interim.begin(),
        onResponseStart(_controller, status, answered) {
          statusCode = status;
          const value = answered['retry-after'];
          retryAfter = typeof value === 'string' ? value : null;
        },
        onResponseData(_controller, chunk) {
          if (!excerpt.read(chunk)) return;
          connections.drop(connection, null);
          succeed();
        },
        onResponseEnd() {
          connections.keep(connection);
          succeed();
        },
        onResponseError: (_controller, failure) => fail(failure),
      },
    );

    function succeed(): void {
      end();
      resolve({ statusCode, excerpt: excerpt.text(), retryAfter });
    }

    function fail(why: Error): void {
      end();
      connections.drop(connection, why);
      reject(why);
    }
  });
