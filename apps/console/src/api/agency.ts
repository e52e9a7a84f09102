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

/** Registers numbers, all or none; a dry run only says what would be done with each. */
export const registerNumbers = (
  owner: Owner,
  numbers: readonly NewNumber[],
  isDry = false,
): Promise<Shape<'AgencyNumbersRegistered'>> =>
  answerOf(engine.POST('/ops/v1/agency-numbers', { body: { ...owner, numbers: [...numbers], dry_run: isDry } }));
