import { useQuery } from '@tanstack/react-query';
import { answerOf, engine, type Shape } from './engine.js';
import type { Choices } from './names.js';

/** Whose numbers they are: a broker's, or the account's own. */
export type Owner = { readonly account_id: string; readonly broker_id?: string };

export type NewNumber = Shape<'AgencyNumberInput'>;

const staleTime = 60_000;

/** The first hundred accounts, to choose among. */
export function useAccounts(): Choices {
  const { data } = useQuery({
    queryKey: ['accounts'],
    queryFn: () => answerOf(engine.GET('/ops/v1/accounts', { params: { query: { rows: 100 } } })),
    staleTime,
  });
  return data?.items.map(({ id, name }) => [id, name] as const) ?? [];
}

/** The first hundred brokers of an account, to choose among. */
export function useBrokers(accountId: string | undefined): Choices {
  const { data } = useQuery({
    queryKey: ['brokers', accountId],
    queryFn: () =>
      answerOf(
        engine.GET('/ops/v1/accounts/{account_id}/brokers', {
          params: { path: { account_id: accountId ?? '' }, query: { rows: 100 } },
        }),
      ),
    staleTime,
    enabled: accountId !== undefined,
  });
  return data?.items.map(({ id, name }) => [id, name] as const) ?? [];
}

type Registered = Promise<Shape<'AgencyNumbersRegistered'>>;

/** Registers numbers, all or none. A repeat with the same key is answered with the first answer. */
export const registerNumbers = (owner: Owner, numbers: readonly NewNumber[], key: string): Registered =>
  answerOf(
    engine.POST('/ops/v1/agency-numbers', {
      params: { header: { 'Idempotency-Key': key } },
      body: bodyOf(owner, numbers, false),
    }),
  );

/** What a registration would do with each number. Nothing is changed. */
export const previewNumbers = (owner: Owner, numbers: readonly NewNumber[]): Registered =>
  answerOf(engine.POST('/ops/v1/agency-numbers', { body: bodyOf(owner, numbers, true) }));

/** As many bytes as the body of a call may have, unless the engine is set otherwise. */
const mostBodyBytes = 5 * 1024 * 1024;

/** Whether one call can register these numbers. */
export const fitsOneCall = (owner: Owner, numbers: readonly NewNumber[]): boolean =>
  new TextEncoder().encode(JSON.stringify(bodyOf(owner, numbers, false))).length <= mostBodyBytes;

const bodyOf = (owner: Owner, numbers: readonly NewNumber[], isDry: boolean) => ({
  ...owner,
  numbers: [...numbers],
  dry_run: isDry,
});
