import type { Engine } from '@affinity-engine/test-harness';
import { clientFor, type Caller } from '@affinity-engine/test-harness';
import { Agent, request } from 'undici';

/** A partner that contracts at the pace of its caller, without checking the answers. */
export type Creator = {
  /** Contracts one affinity. @returns its id if it was acknowledged, else null */
  create(): Promise<string | null>;
  close(): Promise<void>;
};

export async function creatorFor(engine: Engine, by: Caller = 'partner'): Promise<Creator> {
  const agent = new Agent({ connections: 64, headersTimeout: 20_000, bodyTimeout: 20_000 });
  const authorization = `Bearer ${await clientFor(engine, by).token()}`;
  const post = async (path: string, body: unknown): Promise<string | null> => {
    try {
      const answer = await request(`${engine.baseUrl}${path}`, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      return answer.statusCode === 200 ? (JSON.parse(text) as { readonly id: string }).id : null;
    } catch {
      return null;
    }
  };
  return {
    async create() {
      const requestId = await post('/v1/affinity/request', { product_id: 'personal-life' });
      if (requestId === null) return null;
      return post('/v1/affinity', {
        affinity_request_id: requestId,
        lifetime_start: '2027-01-01',
        lifetime_end: '2027-12-31',
        plan_id: 'essential',
        affinity_holder: { first_name: 'Inês', last_name: 'Conceição', cpf: '52998224725', birth_date: '1990-05-17' },
      });
    },
    close: () => agent.destroy(),
  };
}
