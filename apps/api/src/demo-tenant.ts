import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '@affinity-engine/adapter-knex';
import {
  changePartner,
  findPartnerByCnpj,
  readPartner,
  registerPartner,
  type NewPartner,
  type Partner,
} from '@affinity-engine/affinity';
import { seedGroups } from '@affinity-engine/affinity-group';
import { addBroker, admitApiUser, openAccount } from '@affinity-engine/agency-number';
import { changeUser, createClient, createUser, findClient } from '@affinity-engine/identity';
import { createSubscription } from '@affinity-engine/quotation';
import type { Platform } from './container.js';
import { partnersOf, type AgencyCredentials, type DemoCredentials } from './demo-credentials.js';
import { demoGroups, demoGroupLink, demoProducerCode } from './demo-groups.js';

export type DemoTenant = {
  /** Makes the tenant at the first start, before the server listens. An existing address is kept. */
  ensure(baseUrl: string): Promise<void>;
  /** Writes the address if it changed. @returns the file with the credentials */
  publish(baseUrl: string): string;
};

/** The actor in the audit trail for the demo's clients. Production does not start while these clients exist. */
export const demoActor = 'engine:demo-tenant';

/** Under this name the credentials are shared by the processes on one database. */
const sharedName = 'demo tenant';

/** Who signs in to the console of a sandbox. Production does not start while this person may sign in. */
export const demoOperatorEmail = 'operator@demo.example';

/** The broker of the published sample. */
const demoRegisterNumber = '100000';

/** As an earlier version made it. */
type WithoutOperator = Omit<DemoCredentials, 'operator'> & Partial<Pick<DemoCredentials, 'operator'>>;

export const demoCredentialsFile = (dataDir: string): string => join(dataDir, 'demo-credentials.json');

/** The demo tenant of a sandbox: two partners and clients for every role, with random secrets. */
export function demoTenant({ works, lists, values, leases }: Store, platform: Platform): DemoTenant {
  const { settings, clock, ids, secrets, passwords, products, typeface } = platform;
  const { dataDir } = settings;
  const file = demoCredentialsFile(dataDir);
  const partnerWithId = readPartner(works.affinity);
  const partnerWithCnpj = findPartnerByCnpj(works.affinity);
  const register = registerPartner(works.affinity, products, clock, ids, typeface);
  const change = changePartner(works.affinity, products, typeface);
  const clientWithId = findClient(works.identity);
  const makeClient = createClient(works.identity, clock, ids, secrets);
  const makeUser = createUser(works.people, clock, ids, passwords);
  const makeUserAnew = changeUser(works.people, clock, passwords);
  const makeSubscription = createSubscription(works.quotation, clock, ids, secrets);
  const open = openAccount(works.agencyNumber, clock, ids);
  const addTo = addBroker(works.agencyNumber, clock, ids);
  const admit = admitApiUser(works.agencyNumber);
  const seed = seedGroups(works.affinityGroup);
  return {
    ensure: (baseUrl) =>
      inTurn(async () => {
        const shared = await values.find(sharedName);
        const found = (await kept(shared?.value)) ?? { baseUrl, ...(await create()) };
        // An earlier version had no operator.
        const credentials = { ...found, operator: found.operator ?? (await operator()) };
        await ensureGroups(credentials.otherPartner.id);
        const isStored = shared !== null && found.operator !== undefined;
        const stored = isStored ? shared : await values.replace(sharedName, shared, JSON.stringify(credentials));
        write(ofDatabase(stored.value));
      }),
    publish(baseUrl) {
      const credentials = read();
      if (credentials !== null && credentials.baseUrl !== baseUrl) write({ ...credentials, baseUrl });
      return file;
    },
  };

  /** Runs an action while no other process on the database makes the tenant. */
  async function inTurn(act: () => Promise<void>): Promise<void> {
    const holder = ids.next();
    while (!(await leases.take(sharedName, holder, 10_000))) await wait(200);
    try {
      await act();
    } finally {
      await leases.giveBack(sharedName, holder);
    }
  }

  /** The credentials that another process made, with the address of this one. */
  function ofDatabase(shared: string): DemoCredentials {
    const credentials = JSON.parse(shared) as DemoCredentials;
    return { ...credentials, baseUrl: read()?.baseUrl ?? credentials.baseUrl };
  }

  /** The credentials of the database, or of the file if the database has its client: that of before may be gone. */
  async function kept(shared: string | undefined): Promise<WithoutOperator | null> {
    if (shared !== undefined) return ofDatabase(shared);
    const credentials = existsSync(file) ? read() : null;
    if (credentials === null || (await clientWithId(credentials.partner.clientId)) === null) return null;
    // A file of an earlier version has fewer parts.
    return {
      ...credentials,
      quotation: credentials.quotation ?? (await subscription()),
      agencyNumbers: await agencyOf(credentials),
    };
  }

  /** Also if an earlier version made the tenant, or a start was cut off before the partner was linked. */
  async function ensureGroups(otherPartnerId: string): Promise<void> {
    const { made, codeIds } = await seed(demoGroups, demoActor);
    const { version } = await partnerWithId(otherPartnerId);
    if (!made && version > 1) return;
    const link = { affinityGroupIds: [demoGroupLink], defaultProducerCode: codeIds[demoProducerCode] ?? null };
    await change(otherPartnerId, link, demoActor);
  }

  /** An invalid file counts as missing and is made anew: the credentials of a sandbox can be replaced. */
  function read(): DemoCredentials | null {
    try {
      const credentials = JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoCredentials> | null;
      return typeof credentials?.partner?.clientId === 'string' ? (credentials as DemoCredentials) : null;
    } catch {
      return null;
    }
  }

  async function create(): Promise<Omit<WithoutOperator, 'baseUrl'>> {
    const [one, other] = partnersOf(products.current().products.map(({ id }) => id));
    const partner = await partnerWith(one);
    const otherPartner = await partnerWith(other);
    const [endpoint] = await lists.deliveries.endpoints({ ownerId: partner.id, limit: 1 });
    return {
      partner: {
        id: partner.id,
        ...(await client('Demo partner', 'partner', partner.id)),
        webhookEndpointId: endpoint?.id ?? '',
        webhookSecret: endpoint?.secrets[0] ?? '',
      },
      otherPartner: { id: otherPartner.id, ...(await client('Other demo partner', 'partner', otherPartner.id)) },
      admin: await client('Demo operator', 'admin', null),
      account: await client('Demo account', 'account', null),
      quotation: await subscription(),
      agencyNumbers: await agency(),
    };
  }

  /** A start that was cut off may have registered a partner already. */
  async function partnerWith(partner: NewPartner): Promise<Partner> {
    return (await partnerWithCnpj(partner.cnpj)) ?? register(partner, demoActor);
  }

  async function client(name: string, role: 'partner' | 'admin' | 'account', partnerId: string | null) {
    const { client: made, secret } = await makeClient({ name, role, partnerId }, demoActor);
    return { clientId: made.id, clientSecret: secret };
  }

  /** One whose password is lost gets another. */
  async function operator(): Promise<DemoCredentials['operator']> {
    const [email, password] = [demoOperatorEmail, secrets.make()];
    const known = await works.people.run(({ users }) => users.findByEmail(email));
    if (known !== null) await makeUserAnew(known.id, { password }, demoActor);
    else {
      const input = {
        name: 'Demo operator',
        email,
        roles: ['admin'] as const,
        insurerIds: [],
        partnerId: null,
        password,
      };
      await makeUser(input, demoActor);
    }
    return { email, password };
  }

  /** An API user that this database does not have is made anew, with its account. */
  async function agencyOf({ agencyNumbers }: Partial<DemoCredentials>): Promise<AgencyCredentials> {
    const known = agencyNumbers !== undefined && (await clientWithId(agencyNumbers.hash)) !== null;
    return known ? agencyNumbers : agency();
  }

  async function agency(): Promise<AgencyCredentials> {
    const account = await open('Demo account', demoActor);
    const broker = await addTo(account.id, 'Demo broker', demoActor);
    const other = await open('Other demo account', demoActor);
    const otherBroker = await addTo(other.id, 'Other demo broker', demoActor);
    const { clientId: hash, clientSecret: secret } = await client('Demo API user', 'account', null);
    await admit(hash, account.id, demoActor);
    return { hash, secret, brokerToken: broker.id, accountToken: account.id, otherBrokerToken: otherBroker.id };
  }

  async function subscription() {
    const input = { name: 'Demo broker', registerNumbers: [demoRegisterNumber], partnerId: null };
    const { key } = await makeSubscription(input, demoActor);
    return { subscriptionKey: key, registerNumber: demoRegisterNumber };
  }

  function write(credentials: DemoCredentials): void {
    mkdirSync(dataDir, { recursive: true });
    const unfinished = `${file}.${randomUUID()}`;
    writeFileSync(unfinished, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    renameSync(unfinished, file);
  }
}
