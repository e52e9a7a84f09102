import { useQuery } from '@tanstack/react-query';
import { answerOf, engine, Refused, type Shape } from '../api/engine.js';
import { askPassword } from '../ui/acting.js';
import { queries } from './queries.js';

export type Session = Shape<'Session'>;

const key = ['session'] as const;

/** Reads who is signed in before anything is drawn that asks for it. */
export const beginSession = (): Promise<void> =>
  queries.prefetchQuery({ queryKey: key, queryFn: readChange, staleTime: 60_000 });

/** Who is signed in; null: nobody. */
export function useSession(): { readonly session: Session | null | undefined; readonly failure: Error | null } {
  const { data, error } = useQuery({ queryKey: key, queryFn: readChange, staleTime: 60_000 });
  return { session: data, failure: error };
}

/** Who that is: the same in each session of a person. */
export const personOf = (session: Session | null): string =>
  JSON.stringify(session === null ? null : [session.email, session.partner_id]);

/** Another tab may have signed in another person. */
async function readChange(): Promise<Session | null> {
  const before = queries.getQueryData<Session | null>(key);
  const session = await readSession();
  if (before !== undefined && personOf(before) !== personOf(session)) forgetPerson();
  return session;
}

/** Forgets what was read for a person, and what that person was about to do. */
function forgetPerson(): void {
  askPassword(null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

async function readSession(): Promise<Session | null> {
  try {
    return await answerOf(engine.GET('/session'));
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) return null;
    throw failure;
  }
}

/** Says that a person signed in, or that nobody is signed in any more. What was read for the person before is forgotten. */
export function useSessionChange(): (session: Session | null) => void {
  return (session) => {
    forgetPerson();
    queries.setQueryData(key, session);
  };
}

/** Whether the person may make a call, by its name in the engine's document. */
export function useMay(): (operationId: string) => boolean {
  const { session } = useSession();
  return (operationId) => session?.calls.includes(operationId) ?? false;
}
