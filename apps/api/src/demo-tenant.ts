import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { createClient, findClient } from '@affinity-engine/identity';
import { createSubscription } from '@affinity-engine/quotation';
import type { Platform } from './container.js';
import { demoGroups, demoGroupLink, demoProducerCode } from './demo-groups.js';

/** The content of `demo-credentials.json`: all that a script needs to act as a partner, an operator or an account. */
export type DemoCredentials = {
  readonly baseUrl: string;
  readonly partner: ClientCredentials & {
    readonly id: string;
    readonly webhookEndpointId: string;
    readonly webhookSecret: string;
  };
  readonly otherPartner: ClientCredentials & { readonly id: string };
  readonly admin: ClientCredentials;
  readonly account: ClientCredentials;
  readonly agencyNumbers: AgencyCredentials;
  readonly quotation: { readonly subscriptionKey: string; readonly registerNumber: string };
};

/** An API user, its account, a broker of it, and a broker of another account. */
type AgencyCredentials = {
  readonly hash: string;
  readonly secret: string;
  readonly brokerToken: string;
  readonly accountToken: string;
  readonly otherBrokerToken: string;
};

type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

export type DemoTenant = {
  /** Makes the tenant at the first start, before the server listens. An existing address is kept. */
  ensure(baseUrl: string): Promise<void>;
  /** Writes the address if it changed. @returns the file with the credentials */
  publish(baseUrl: string): string;
};

/** The actor in the audit trail for the demo's clients. Production does not start while these clients exist. */
export const demoActor = 'engine:demo-tenant';

/** The broker of the published sample. */
const demoRegisterNumber = '100000';

export const demoCredentialsFile = (dataDir: string): string => join(dataDir, 'demo-credentials.json');

/** The demo tenant of a sandbox: two partners and clients for every role, with random secrets. */
export function demoTenant({ works, lists }: Store, platform: Platform): DemoTenant {
  const { settings, clock, ids, secrets, products } = platform;
  const { dataDir } = settings;
  const file = demoCredentialsFile(dataDir);
  const partnerWithId = readPartner(works.affinity);
  const partnerWithCnpj = findPartnerByCnpj(works.affinity);
  const register = registerPartner(works.affinity, products, clock, ids);
  const change = changePartner(works.affinity, products);
  const clientWithId = findClient(works.identity);
  const makeClient = createClient(works.identity, clock, ids, secrets);
  const makeSubscription = createSubscription(works.quotation, clock, ids, secrets);
  const open = openAccount(works.agencyNumber, clock, ids);
  const addTo = addBroker(works.agencyNumber, clock, ids);
  const admit = admitApiUser(works.agencyNumber);
  const seed = seedGroups(works.affinityGroup);
  return {
    async ensure(baseUrl) {
      const credentials = (await kept()) ?? { baseUrl, ...(await create()) };
      await ensureGroups(credentials.otherPartner.id);
      write(credentials);
    },
    publish(baseUrl) {
      const credentials = read();
      if (credentials !== null && credentials.baseUrl !== baseUrl) write({ ...credentials, baseUrl });
      return file;
    },
  };

  /** The credentials of the file, if this database has its client: the database of before may have been removed. */
  async function kept(): Promise<DemoCredentials | null> {
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

  async function create(): Promise<Omit<DemoCredentials, 'baseUrl'>> {
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

const partnersOf = (productIds: readonly string[]): readonly [NewPartner, NewPartner] => [
  {
    name: 'Cooperativa Aurora',
    legalName: 'Cooperativa de Crédito Aurora Ltda.',
    cnpj: '11222333000181',
    email: 'seguros@aurora.example',
    phone: '+55 11 4002-8922',
    productIds,
    standings: {},
    affinityGroupIds: [],
    defaultProducerCode: null,
  },
  {
    name: 'Clube Boa Viagem',
    legalName: 'Associação Clube Boa Viagem',
    cnpj: '12ABC34501DE35',
    email: 'protecao@boaviagem.example',
    phone: '+55 81 3003-1234',
    productIds,
    standings: {},
    affinityGroupIds: [],
    defaultProducerCode: null,
  },
];
