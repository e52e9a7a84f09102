import {
  affinityClient,
  agencyNumberClient,
  NoAnswerError,
  operatorClient,
  RefusedError,
  type AffinityPath,
  type AgencyNumberPath,
  type DialectClient,
  type OperatorPath,
} from '@affinity-engine/client';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { UsageError } from '../options.js';
import { profileFor, type Profile } from './profiles.js';
import type { Shown, Terminal } from './terminal.js';

/** Options of every command. */
export type Common = Shown & { readonly profile?: string; readonly live?: true; readonly key?: string };

export const commonOf = <Options extends Common>(command: Command): Options => command.optsWithGlobals<Options>();

export type Partner = { readonly profile: Profile; readonly client: DialectClient<AffinityPath> };
export type Operator = { readonly profile: Profile; readonly client: DialectClient<OperatorPath> };

/** A partner's calls, by the profile of a partner. */
export function partnerIn(terminal: Terminal, { profile: named }: Common): Partner {
  const profile = profileFor(terminal, named, ['partner']);
  return { profile, client: affinityClient(profile) };
}

/** The operators' calls, by the profile of an operator. */
export function operatorIn(terminal: Terminal, { profile: named }: Common): Operator {
  const profile = profileFor(terminal, named, ['admin']);
  return { profile, client: operatorClient(profile) };
}

/** Calls for agency numbers, by the profile of an account. */
export function agencyIn(
  terminal: Terminal,
  { profile: named }: Common,
  owner: { readonly broker?: string; readonly account?: string },
): { readonly profile: Profile; readonly client: DialectClient<AgencyNumberPath> } {
  const profile = profileFor(terminal, named, ['account']);
  const { baseUrl, clientId: hash, clientSecret: secret } = profile;
  const { broker, account } = owner;
  if (broker !== undefined) {
    const tokens = account === undefined ? { brokerToken: broker } : { brokerToken: broker, accountToken: account };
    return { profile, client: agencyNumberClient({ baseUrl, hash, secret, ...tokens }) };
  }
  if (account === undefined) throw new UsageError('--broker, --account: expected at least one');
  return { profile, client: agencyNumberClient({ baseUrl, hash, secret, accountToken: account }) };
}

/** Reads from the engine until it answers: what goes on until it is stopped outlives a restart of the engine. */
export async function untilAnswered<Answer>(terminal: Terminal, read: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await read();
    } catch (failure) {
      const mayPass = failure instanceof NoAnswerError || (failure instanceof RefusedError && failure.status >= 500);
      if (!mayPass || terminal.signal.aborted) throw failure;
      terminal.err(`${failure.message}; tries again\n`);
      await pause(1_000, undefined, { signal: terminal.signal });
    }
  }
}

/** What is written in production is real: it is asked for by name. @throws UsageError */
export function assertMayWrite({ sandbox, baseUrl }: Profile, { live }: Common): void {
  if (!sandbox && live !== true) throw new UsageError(`${baseUrl} is no sandbox: --live writes there`);
}

/** The key of a write that is repeated after an answer was lost. */
export const keyOf = ({ key }: Common): { readonly idempotencyKey?: string } =>
  key === undefined ? {} : { idempotencyKey: key };

/** The endpoint that is named, or the only one there is. @throws UsageError if there are several */
export async function endpointOf({ client }: Partner, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { items } = await client.get('/v1/webhooks/endpoints', { query: { rows: 2 } });
  const [first, second] = items;
  if (first === undefined || second !== undefined) throw new UsageError('--endpoint: expected the id of an endpoint');
  return first.id;
}
