import type { Api } from './api.js';
import { check, heading } from './print.js';

type Codes = { readonly count: number; readonly data: readonly { readonly attributes: { readonly id: string } }[] };

const codes = '/admin/v1/affinity-groups/pc:909/producer-codes';
const through = (code: string) => ({ product_id: 'personal-life', producer_code: code });

/** Gives a closed group a producer code, sells through it, and removes it again. */
export async function playAffinityGroups({ operator, otherPartner }: Api): Promise<void> {
  heading('Affinity groups: a closed one is sold through its producer codes only');
  const first = await operator<Codes>('get', codes);
  check(
    first.data.some(({ attributes }) => attributes.id === 'pc:6'),
    'pc:909 is sold through pc:6',
  );
  const refused = await otherPartner('post', '/v1/affinity/request', through('pc:8')).catch(() => null);
  check(refused === null, 'a partner of the group does not sell through pc:8');

  heading('Associate a producer code, sell through it, and remove it');
  await operator('post', codes, { data: { attributes: { producerCode: { id: 'pc:8' } } } });
  try {
    await otherPartner('post', '/v1/affinity/request', through('pc:8'));
    check(true, 'now it does');
  } finally {
    await operator('delete', `${codes}/pc:8`);
  }
  const last = await operator<Codes>('get', codes);
  check(last.count === first.count, 'the association is gone, the code stays');
}
