import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Refused } from '../api/engine.js';

/** What waits for the person's password: it is done when the password was given. */
let waiting: (() => void) | null = null;
const listeners = new Set<() => void>();

/** Asks for the password, and does something afterwards; null: no more. */
export function askPassword(then: (() => void) | null): void {
  waiting = then;
  for (const tell of listeners) tell();
}

export const usePasswordAsked = (): (() => void) | null =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => waiting,
  );

export type Act<Input, Output> = {
  readonly act: (input: Input) => void;
  readonly isActing: boolean;
  readonly failure: Error | null;
  readonly done: Output | undefined;
  readonly reset: () => void;
};

/**
 * Something that changes the engine. Where the engine asks for the password again, the person is asked, and the call is repeated.
 * Afterwards all that is shown is read anew: a change has effects elsewhere.
 */
export function useAct<Input, Output>(
  call: (input: Input) => Promise<Output>,
  then?: (output: Output, input: Input) => void,
): Act<Input, Output> {
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: call,
    onSuccess: (output, input) => {
      then?.(output, input);
    },
    onError: (failure, input) => {
      if (failure instanceof Refused && failure.code === 'SIGN-IN-AGAIN') askPassword(() => mutation.mutate(input));
      // A wrong password ends no session.
      const isOver = failure instanceof Refused && failure.status === 401 && failure.code !== 'SIGN-IN-REFUSED';
      if (isOver) queries.setQueryData(['session'], null);
    },
    // A refusal, too: what is shown may be older than what others did meanwhile.
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
  const isAsking = mutation.error instanceof Refused && mutation.error.code === 'SIGN-IN-AGAIN';
  return {
    act: mutation.mutate,
    isActing: mutation.isPending,
    failure: isAsking ? null : mutation.error,
    done: mutation.data,
    reset: mutation.reset,
  };
}
