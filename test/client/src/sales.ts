import type { AffinityPath, DialectClient } from '@affinity-engine/client';

/** Contracts a certificate for a bike, and returns its id. */
export async function sellBike(partner: DialectClient<AffinityPath>, frame: string): Promise<string> {
  const { id } = await partner.post('/v1/affinity/request', { body: { product_id: 'bike' } });
  const sold = await partner.post('/v1/affinity', {
    body: {
      affinity_request_id: id,
      plan_id: 'theft',
      lifetime_start: '2027-01-01',
      lifetime_end: '2027-12-31',
      item: { brand_name: 'Caloi', model_name: 'Elite', frame_number: `CAL-${frame}`, value: 450_000 },
    },
  });
  return sold.id;
}
