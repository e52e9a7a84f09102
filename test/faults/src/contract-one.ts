import { clientFor, type Engine } from '@affinity-engine/test-harness';

type WithId = { readonly id: string };

/** Contracts one affinity of the demo partner, for a sandbox whose clock stands in January 2030. @returns its id */
export async function contractOne(engine: Engine): Promise<string> {
  const partner = clientFor(engine, 'partner');
  const { body } = await partner.post<WithId>('/v1/affinity/request', { product_id: 'personal-life' });
  const contracted = await partner.post<WithId>('/v1/affinity', {
    affinity_request_id: body.id,
    plan_id: 'essential',
    lifetime_start: '2030-02-01',
    lifetime_end: '2030-12-31',
    affinity_holder: { first_name: 'Ana', last_name: 'Souza', cpf: '52998224725', birth_date: '1988-04-12' },
  });
  if (contracted.status !== 200) throw new Error(`a contract was answered with ${contracted.status}`);
  return contracted.body.id;
}
