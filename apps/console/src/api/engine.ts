import type { components, paths } from '@affinity-engine/client';
import createClient from 'openapi-fetch';

/** A shape of the engine's document, by its name. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name];

/** A field that is wrong, and what was expected there. */
export type FieldProblem = { readonly path: string; readonly expected: string };

/** A call that the engine refused, or that did not reach it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly sentence: string,
    readonly faults: readonly FieldProblem[],
    readonly reference: string | null,
  ) {
    super(sentence);
  }
}

/** How long the engine may take: no person waits longer. */
const deadlineMs = 30_000;

/** The calls of the engine, typed by its document. The session is in a cookie that scripts cannot read. */
export const engine = createClient<paths, 'application/json'>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  fetch: (request) => fetch(request, { signal: AbortSignal.timeout(deadlineMs) }),
});

type Answered<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/**
 * What the engine answered.
 * @throws {Refused}
 */
export async function answerOf<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  const answered = await call.catch((failure: unknown) => {
    throw new Refused('ENGINE-NOT-REACHED', 0, String(failure), [], null);
  });
  if (answered.response.ok) return answered.data as Data;
  throw refusedBy(answered.response, answered.error);
}

/** The dialects write errors in their own ways: the code and the reference are in headers, too. */
function refusedBy({ status, headers }: Response, body: unknown): Refused {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const sentence = ['detail', 'error', 'userMessage', 'message', 'title']
    .map((name) => told[name])
    .find((each) => typeof each === 'string');
  const faults = Array.isArray(told['faults']) ? (told['faults'] as FieldProblem[]) : [];
  const code = headers.get('error-code') ?? `HTTP-${status}`;
  return new Refused(code, status, (sentence as string | undefined) ?? code, faults, headers.get('request-id'));
}
