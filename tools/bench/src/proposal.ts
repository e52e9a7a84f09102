import { builtApi, variant, type Measured } from './engine.js';
import { load, prepare, type Prepared } from './load.js';
import { credentialsOf } from './partner.js';
import { median, percentile, report, type Row } from './report.js';
import { inTurns, type Contender, type Figures } from './rounds.js';

const callers = 64;
const quotations = 200;
const operationCode = 'MEDICAL-CIVIL-LIABILITY-PARTNER';

const unlimited = { QUOTATION_PER_MINUTE: '1000000', QUOTATION_PER_DAY: '100000000' };
const engine: Contender = { name: 'engine', program: { ...builtApi, env: unlimited }, count: 2_000 };
const bare: Contender = { name: 'bare route', program: variant('bare-proposal'), count: 20_000 };

/** Proposals per second over HTTP with 64 callers, compared with a bare fastify route with the same schema. */
export async function benchProposal(): Promise<boolean> {
  const figures = await inTurns([engine, bare], measure);
  const of = (contender: Contender, figure: keyof Figures) =>
    median((figures.get(contender) ?? []).map((each) => each[figure]));
  const speed = of(engine, 'perSecond');
  return report('proposal', [
    { figure: 'proposals', value: speed, unit: '/s' },
    {
      figure: 'against a bare fastify route',
      value: of(bare, 'perSecond'),
      unit: '/s',
      reference: 'it',
      ratio: speed / of(bare, 'perSecond'),
    },
    ...[engine, bare].flatMap((contender): Row[] => [
      { figure: `CPU per request, ${contender.name}`, value: of(contender, 'cpu'), unit: 'µs' },
      { figure: `latency p50, ${contender.name}`, value: of(contender, 'p50'), unit: 'ms' },
      { figure: `latency p99, ${contender.name}`, value: of(contender, 'p99'), unit: 'ms' },
    ]),
  ]);
}

async function measure(contender: Contender, server: Measured): Promise<Figures> {
  const requests = contender === engine ? await proposals(server) : bareProposals(server);
  const before = server.cpuMicroseconds();
  const { seconds, latencies, failures } = await load(server.target, requests, callers);
  if (failures.size > 0) throw new Error(`${contender.name} failed: ${JSON.stringify([...failures])}`);
  return {
    perSecond: contender.count / seconds,
    cpu: (server.cpuMicroseconds() - before) / contender.count,
    p50: median(latencies),
    p99: percentile(latencies, 0.99),
  };
}

type Contracted = {
  readonly item: {
    readonly quotationIdentifier: string;
    readonly pricing: readonly {
      readonly payment: {
        readonly paymentOptions: readonly { readonly installments: readonly { identifier: string }[] }[];
      };
    }[];
  };
};

/** Prepares proposals of fresh quotations, ten of each. */
async function proposals(server: Measured): Promise<readonly Prepared[]> {
  const headers = { 'ocp-apim-subscription-key': credentialsOf(server.dataDir).quotation.subscriptionKey };
  const contract = prepare(server.target, 'POST', '/v1/quotation/contracting', headers, contracting);
  const { bodies } = await load(server.target, new Array<Prepared>(quotations).fill(contract), 16, true);
  const prepared = bodies.map((body) => {
    const { quotationIdentifier, pricing } = (JSON.parse(body) as Contracted).item;
    const installment = pricing[0]?.payment.paymentOptions[1]?.installments[2]?.identifier ?? '';
    const proposal = proposalOf(quotationIdentifier, installment);
    return prepare(server.target, 'POST', '/v1/quotation/proposal', headers, proposal);
  });
  // Ten rounds over all quotations, so that two callers rarely propose the same one at once.
  return Array.from({ length: engine.count / quotations }, () => prepared).flat();
}

const bareProposals = ({ target }: Measured): readonly Prepared[] =>
  Array.from({ length: bare.count }, () =>
    prepare(target, 'POST', '/v1/quotation/proposal', {}, proposalOf('quotation', 'installment')),
  );

const listed = (byCode: Readonly<Record<string, unknown>>) =>
  Object.entries(byCode).map(([code, answer]) => ({ code, answer }));

const own = { registerNumber: '100000', operationCode } as const;

export const contracting = {
  ...own,
  answers: listed({
    'PERSON-TYPE': 'NATURAL',
    IDENTITY: '529.982.247-25',
    'INSURED-NAME': 'Conceição Araújo da Silva',
    'INSURED-EMAIL': 'conceicao@example.com',
    'INSURED-CELLPHONE': '(11) 98765-4321',
    'INSURED-ADDRESS-ZIPCODE': '01310-100',
    'INSURED-ADDRESS-STREET': 'Avenida Paulista',
    'INSURED-ADDRESS-NUMBER': '1578',
    'INSURED-ADDRESS-NEIGHBORHOOD': 'Bela Vista',
    'INSURED-ADDRESS-CITY': 'São Paulo',
    'INSURED-ADDRESS-STATE': 'SP',
    'START-VIGENCY-DATE': new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    'LIMIT-DEDUCTIBLE': [listed({ LIMIT: 100_000, DEDUCTIBLE: 'DEFAULT' })],
  }),
};

const proposalOf = (identifier: string, installment: string) => ({
  ...own,
  identifier,
  answers: listed({
    'INSURED-BIRTH-DATE': '1988-04-12',
    'PAYMENT-METHOD': 'TICKET',
    'DUE-DAY': 10,
    'PAYMENT-INSTALLMENT-IDENTIFIER': installment,
    PEP: 'NO',
  }),
});
