import { bearerChallenge, bearerToken, nameByToken } from '../edge/bearer-authentication.js';
import { asGiven } from '../edge/own-ids.js';
import type { Headers } from '../edge/request.js';
import type { Authentication } from '../edge/route.js';
import type { AgencyNumberUseCases } from './use-cases.js';

const header = (name: string, description: string) => ({ type: 'apiKey', in: 'header', name, description });

/** The token comes from this dialect's own call and names the client. Two headers name the account and broker. */
export const agencyAuthentication = (useCases: AgencyNumberUseCases): Authentication => ({
  schemes: {
    agencyToken: { type: 'http', scheme: 'bearer', description: 'From `POST /api/ipn/tokens`, good for 15 minutes' },
    brokerToken: header('X-Broker-Token', 'A broker of the account: its numbers, and what it sees of the account'),
    accountToken: header('X-Account-Token', 'The account: its own numbers; with a broker, the account it must be of'),
  },
  alternatives: [
    ['agencyToken', 'brokerToken'],
    ['agencyToken', 'accountToken'],
    ['agencyToken', 'brokerToken', 'accountToken'],
  ],
  challenge: bearerChallenge,
  nameOf: nameByToken(useCases.tokens),
  async callerOf(headers, _, known) {
    const { sub, ver } = useCases.tokens.read(bearerToken(headers));
    const { id } = await useCases.clientOfToken(sub, ver);
    known({ kind: 'account', clientId: id });
    const named = { brokerId: text(headers, 'x-broker-token'), accountId: text(headers, 'x-account-token') };
    return { kind: 'apiUser', clientId: id, owner: await useCases.ownerFor(id, named) };
  },
});

function text(headers: Headers, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value.trim() !== '' ? asGiven(value.trim()) : null;
}
