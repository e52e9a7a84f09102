import type { NewPartner } from '@affinity-engine/affinity';

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
  /** Who signs in to the console. */
  readonly operator: { readonly email: string; readonly password: string };
  readonly agencyNumbers: AgencyCredentials;
  readonly quotation: { readonly subscriptionKey: string; readonly registerNumber: string };
};

/** An API user, its account, a broker of it, and a broker of another account. */
export type AgencyCredentials = {
  readonly hash: string;
  readonly secret: string;
  readonly brokerToken: string;
  readonly accountToken: string;
  readonly otherBrokerToken: string;
};

type ClientCredentials = { readonly clientId: string; readonly clientSecret: string };

/** The two partners of the demo. */
export const partnersOf = (productIds: readonly string[]): readonly [NewPartner, NewPartner] => [
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
