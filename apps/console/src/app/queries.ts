import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Refused } from '../api/engine.js';

/** A refusal stays one; a connection that failed, or an engine that is busy, is asked again. */
const isWorthAnotherTry = (tries: number, failure: Error): boolean =>
  tries < 2 && failure instanceof Refused && (failure.status === 0 || failure.status === 429 || failure.status >= 502);

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (failure) => {
      // The session is over: the shell shows the sign-in, and the page stays where it is.
      if (failure instanceof Refused && failure.status === 401) queries.setQueryData(['session'], null);
    },
  }),
  defaultOptions: { queries: { retry: isWorthAnotherTry, staleTime: 2_000 }, mutations: { retry: false } },
});
