import { untilAborted } from './client-options.js';

/** A token, and for how many milliseconds it is good. */
export type FetchedToken = { readonly token: string; readonly lifetime: number };

/** Holds one token for all calls of a client. */
export type TokenSource = {
  /** The present token, or a new one shortly before it ends. Callers at the same time wait for one fetch. */
  token(signal: AbortSignal | undefined): Promise<string>;
  /** Forgets a token that the engine refused. */
  refused(token: string): void;
};

/** A token is renewed so long before its end, or at nine tenths of a short life. */
const margin = 60_000;

export function tokenSource(fetchToken: () => Promise<FetchedToken>, now: () => number): TokenSource {
  let held: { readonly token: string; readonly renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  const renewed = async (): Promise<string> => {
    const asked = now();
    const { token, lifetime } = await fetchToken();
    held = { token, renewAt: asked + Math.max(lifetime - margin, lifetime * 0.9) };
    return token;
  };
  return {
    token(signal) {
      if (held !== undefined && now() < held.renewAt) return Promise.resolve(held.token);
      pending ??= renewed().finally(() => (pending = undefined));
      return untilAborted(pending, signal);
    },
    refused(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
