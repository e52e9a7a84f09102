import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, engine, Refused, type Shape } from '../api/engine.js';

export type Session = Shape<'Session'>;

const key = ['session'] as const;

/** Who is signed in; null: nobody. */
export function useSession(): { readonly session: Session | null | undefined; readonly failure: Error | null } {
  const { data, error } = useQuery({ queryKey: key, queryFn: readSession, staleTime: 60_000 });
  return { session: data, failure: error };
}

async function readSession(): Promise<Session | null> {
  try {
    return await answerOf(engine.GET('/session'));
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) return null;
    throw failure;
  }
}

/** Says that somebody signed in, or that nobody is signed in any more. What was read for the person before is forgotten. */
export function useSessionChange(): (session: Session | null) => void {
  const queries = useQueryClient();
  return (session) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
    queries.setQueryData(key, session);
  };
}

/** Whether the person may make a call, by its name in the engine's document. */
export function useMay(): (operationId: string) => boolean {
  const { session } = useSession();
  return (operationId) => session?.calls.includes(operationId) ?? false;
}
