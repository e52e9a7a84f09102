import { isDomainError } from '@affinity-engine/kernel';

/** Why a sign-in failed, for those who operate the engine. */
export type ProviderReport = (failure: { readonly code: string; readonly reason: string }) => void;

/** Names and codes which say that a provider is away, or answers nothing that it should. */
const away: ReadonlySet<unknown> = new Set([
  ...['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'],
  // `fetch` throws a TypeError for a connection that fails.
  ...['OAUTH_PARSE_ERROR', 'TypeError', 'TimeoutError', 'AbortError'],
]);

type Failure = Readonly<Record<'name' | 'message' | 'code' | 'error' | 'status' | 'cause', unknown>>;

/**
 * The reason of a failure in a few words. Errors of the library hold what was received, which names persons: only codes and
 * sentences of the library itself are taken over.
 */
export function reasonOf(thrown: unknown): { readonly text: string; readonly isAway: boolean } {
  if (isDomainError(thrown)) return { text: String(thrown.properties['reason'] ?? thrown.message), isAway: true };
  const chain = causesOf(thrown);
  const isAway = chain.some(({ name, code, status }) => away.has(name) || away.has(code) || Number(status) >= 500);
  const [first] = chain;
  // `error` is a code of OAuth, such as invalid_grant.
  const error = typeof first?.error === 'string' ? first.error.slice(0, 60) : undefined;
  const said = [first?.message, error, ...chain.map(({ code }) => code)];
  return { text: [...new Set(said.filter((part) => typeof part === 'string'))].join(', '), isAway };
}

/** A failure, and what caused it. */
function causesOf(thrown: unknown, most = 5): readonly Failure[] {
  if (thrown === null || typeof thrown !== 'object' || most === 0) return [];
  const failure = thrown as Failure;
  return [failure, ...causesOf(failure.cause, most - 1)];
}
