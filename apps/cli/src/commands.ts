import type { Maintenance } from '@affinity-engine/adapter-knex';
import { isDomainError, type Clock, type Ids } from '@affinity-engine/kernel';
import { revokeSubscription, type QuotationWork } from '@affinity-engine/quotation';
import {
  createClient,
  createUser,
  revokeClient,
  userRoles,
  type IdentityWork,
  type Passwords,
  type PeopleWork,
  type Role,
  type Secrets,
} from '@affinity-engine/identity';
import { databaseCommands } from './database-commands.js';
import { options, UsageError } from './options.js';

export type CommandPorts = {
  readonly work: IdentityWork;
  readonly peopleWork: PeopleWork;
  readonly quotationWork: QuotationWork;
  /** Seals some records that an earlier version kept in the clear, and returns how many. */
  readonly sealSome: () => Promise<number>;
  readonly reseal: Maintenance['reseal'];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
};

type Command = {
  readonly usage: string;
  readonly run: (ports: CommandPorts, args: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
};

const actor = 'operator:cli';
const roles = ['partner', 'admin', 'account'] as const;

/** All commands. Each returns the object that is printed as JSON. */
export const commands: Readonly<Record<string, Command>> = {
  'create-client': {
    usage: 'create-client --role admin|account|partner --name NAME [--partner-id ID]   prints the secret, once',
    run: async ({ work, clock, ids, secrets }, args) => {
      const { role, name, 'partner-id': partnerId } = options(args, ['role', 'name', 'partner-id']);
      const known = roles.find((each) => each === role);
      if (known === undefined) throw new UsageError(`--role: expected one of ${roles.join(', ')}`);
      if (name === undefined || !isLine(name)) throw new UsageError('--name: expected text of 1 to 120 characters');
      const input = { name, role: known satisfies Role, partnerId: partnerId ?? null };
      const { client, secret } = await createClient(
        work,
        clock,
        ids,
        secrets,
      )(input, actor).catch(naming('--partner-id'));
      return { clientId: client.id, clientSecret: secret, role: client.role };
    },
  },
  'create-user': {
    usage:
      'create-user --email ADDRESS --name NAME [--role ROLE]   lets a person in, an admin by default; prints the password, once',
    run: async ({ peopleWork, clock, ids, secrets, passwords }, args) => {
      const { email, name, role = 'admin' } = options(args, ['email', 'name', 'role']);
      const known = userRoles.find((each) => each === role);
      if (known === undefined || known === 'partner-developer') {
        const others = userRoles.filter((each) => each !== 'partner-developer');
        throw new UsageError(`--role: expected one of ${others.join(', ')}`);
      }
      if (email === undefined || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError('--email: expected an address');
      if (name === undefined || !isLine(name)) throw new UsageError('--name: expected text of 1 to 120 characters');
      const password = secrets.make();
      const input = { name, email, roles: [known], insurerIds: [], partnerId: null, password };
      const user = await createUser(peopleWork, clock, ids, passwords)(input, actor);
      return { userId: user.id, email: user.email, password, role: known };
    },
  },
  'revoke-client': {
    usage: 'revoke-client --id ID   ends the client and its tokens for good',
    run: async ({ work, clock }, args) => {
      const { id } = options(args, ['id']);
      if (id === undefined) throw new UsageError('--id: expected the id of a client');
      const { revokedAt } = await revokeClient(work, clock)(id, actor);
      return { clientId: id, revokedAt };
    },
  },
  'seal-persons': {
    usage:
      'seal-persons   seals what an earlier version kept of persons in the clear; the engine may run, and does it by itself',
    run: async ({ sealSome }, args) => {
      options(args, []);
      let looked = 0;
      for (let some = await sealSome(); some > 0; some = await sealSome()) {
        looked += some;
        process.stderr.write(`${looked} records and events\n`);
      }
      return { looked };
    },
  },
  reseal: {
    usage:
      'reseal   seals under ENGINE_SECRET all that is sealed under ENGINE_SECRET_PREVIOUS, which may go afterwards; the ' +
      'engine may run',
    run: async ({ reseal }, args) => {
      options(args, []);
      const done = await reseal(({ table, values }) => void process.stderr.write(`${table}: ${values} values\n`));
      return {
        resealed: done.reduce((sum, { values }) => sum + values, 0),
        next: 'start all processes without ENGINE_SECRET_PREVIOUS',
      };
    },
  },
  'revoke-subscription': {
    usage: 'revoke-subscription --id ID   ends the subscription and its key for good',
    run: async ({ quotationWork, clock }, args) => {
      const { id } = options(args, ['id']);
      if (id === undefined) throw new UsageError('--id: expected the id of a subscription');
      const { revokedAt } = await revokeSubscription(quotationWork, clock)(id, actor);
      return { subscriptionId: id, revokedAt };
    },
  },
};

/** One line that says something, as `POST /ops/v1/clients` takes it. */
const isLine = (text: string): boolean => text.trim() !== '' && text.length <= 120 && !/\p{Cc}/u.test(text);

/** Reports an error about a partner under the option that names it. */
const naming =
  (option: string) =>
  (thrown: unknown): never => {
    const isOfPartner = isDomainError(thrown) && /^(?:PARTNER-UNKNOWN|CLIENT-PARTNER-MISMATCH)$/.test(thrown.code);
    throw isOfPartner ? new UsageError(`${option}: ${thrown.message} (${thrown.code})`) : thrown;
  };

/** All commands, for `--help`. */
export const usage = `Commands that work on the database itself; settings as for the engine.

Usage: affinity local COMMAND      (or, in the project: npm run cli -- COMMAND)

${Object.values({ ...commands, ...databaseCommands })
  .map((command) => `  ${command.usage}`)
  .join('\n')}
`;

/** The line that reports an error of a domain or of the command line. Other errors are thrown again. */
export function sentenceOf(thrown: unknown): string {
  if (thrown instanceof UsageError) return `${thrown.message}; see --help`;
  if (isDomainError(thrown)) return `${thrown.code}: ${thrown.message}`;
  throw thrown;
}
