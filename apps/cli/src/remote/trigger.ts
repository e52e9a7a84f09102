import type { components } from '@affinity-engine/client';
import { Argument, type Command } from 'commander';
import { UsageError } from '../options.js';
import { assertMayWrite, commonOf, endpointOf, partnerIn, type Common, type Partner } from './connections.js';
import { sampleOf } from './sample.js';
import { printOne, type Terminal } from './terminal.js';

type Options = Common & { readonly endpoint?: string; readonly product?: string };
type Particulars = components['schemas']['AskedParticulars'] | null;
type Done = Readonly<Record<string, unknown>>;

/** What can be made to happen: a ping of an endpoint, or a contract of a sample and what becomes of it. */
const triggers: Readonly<Record<string, (partner: Partner, options: Options) => Promise<Done>>> = {
  async ping(partner, options) {
    const path = { endpoint_id: await endpointOf(partner, options.endpoint) };
    return partner.client.post('/v1/webhooks/endpoints/{endpoint_id}/ping', { path });
  },
  sale: sell,
  async cancellation(partner, options) {
    const sold = await sell(partner, options);
    const { status, refund } = await partner.client.delete('/v1/affinity/{affinity_id}', {
      path: { affinity_id: sold.affinity_id },
    });
    return { ...sold, status, refund };
  },
  async renewal(partner, options) {
    const sold = await sell(partner, options);
    const path = { affinity_id: sold.affinity_id };
    const successor = await partner.client.post('/v1/affinity/{affinity_id}/renewal', { path });
    return { ...sold, renewed_by: successor.id };
  },
};

export const triggerCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('trigger')
    .description('make something happen in a sandbox, with sample data, so that its events are sent')
    .addArgument(new Argument('<what>', 'makes the events of it').choices(Object.keys(triggers)))
    .option('--product <id>', 'of the sale, by default the first that may be sold')
    .option('--endpoint <id>', 'of the ping, by default the only one')
    .option('--live', 'also where it is no sandbox')
    .action(async (what: string, _, command: Command) => {
      const options = commonOf<Options>(command);
      const partner = partnerIn(terminal, options);
      assertMayWrite(partner.profile, options);
      printOne(terminal, options, (await triggers[what]?.(partner, options)) ?? {});
    });

/** Contracts a sample for a year from tomorrow on. */
async function sell({ client }: Partner, { product: named }: Options) {
  const { products } = await client.get('/v1/affinity/partner');
  const product = products.find(({ id, insurer }) =>
    named === undefined ? insurer.status === 'active' : id === named,
  );
  if (product === undefined)
    throw new UsageError(`--product: expected one of ${products.map(({ id }) => id).join(', ')}`);
  const { id, plans, particulars } = await client.post('/v1/affinity/request', { body: { product_id: product.id } });
  const [plan] = plans;
  const days = plan?.lifetime_days ?? 365;
  const sold = await client.post('/v1/affinity', {
    body: {
      affinity_request_id: id,
      ...(plan === undefined ? {} : { plan_id: plan.id }),
      lifetime_start: day(1),
      lifetime_end: day(days),
      ...sample('affinity_holder', particulars.affinity_holder),
      ...sample('item', particulars.item),
    },
  });
  return { affinity_id: sold.id, product_id: product.id, status: sold.status };
}

const sample = <Name extends string>(name: Name, asked: Particulars) =>
  (asked === null ? {} : { [name]: sampleOf(asked.schema) }) as { readonly [N in Name]?: Record<string, unknown> };

const day = (later: number): string => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);
