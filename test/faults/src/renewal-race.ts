import { plainDate } from '@affinity-engine/kernel';
import { contractOf } from './bodies.js';
import { unexpected, type Course } from './race-course.js';

/** The successor of an original is answered and canceled while both processes renew, and now and then cancel, the original. */
export async function answerAgainstRenew({ sides: [one, other], random }: Course): Promise<readonly string[]> {
  const request = await one.partner('POST', '/v1/affinity/request', { product_id: 'auto' });
  const body = contractOf(String(request.body['id']), 'auto', plainDate('2027-01-01'), 364);
  const path = `/v1/affinity/${String((await one.partner('POST', '/v1/affinity', body)).body['id'])}`;
  const answer = (of: string, outcome: string) =>
    one.admin('POST', `/ops/v1/affinities/${of.slice('/v1/affinity/'.length)}/insurer-answer`, { outcome });
  await answer(path, 'issued');
  const made = await other.partner('POST', `${path}/renewal`);
  const successor = `/v1/affinity/${String(made.body['id'])}`;
  const [answered, ...others] = await Promise.all([
    answer(successor, random() < 0.5 ? 'issued' : 'declined'),
    other.partner('POST', `${path}/renewal`),
    one.partner('POST', `${path}/renewal`),
    other.partner('DELETE', successor),
    ...(random() < 0.3 ? [one.partner('DELETE', path)] : []),
  ]);
  const renewals = others.slice(0, 2).filter(({ status }) => status === 200).length;
  return [
    ...unexpected('renewing at first', [made.status], [200]),
    ...unexpected('answering', [answered.status], [200, 409]),
    ...unexpected(
      'renewing or canceling',
      others.map(({ status }) => status),
      [200, 400],
    ),
    ...(renewals > 1 ? ['one affinity was renewed twice'] : []),
  ];
}

/** An original that goes on names the one successor that stands, is renewed if that one is issued, and was said to be so. */
export async function renewalsInPieces({ rows }: Course): Promise<readonly string[]> {
  const [row] = await rows(`
    with original as (
      select a.*,
        (select array_agg(s.id) from affinity s where s.renewed_from = a.id and s.status in ('pending', 'issued')) as standing,
        (select max(s.status) from affinity s where s.renewed_from = a.id and s.status in ('pending', 'issued')) as state,
        (select type from webhook_event v where v.subject = a.id order by sequence desc limit 1) as told
      from affinity a where a.product_id = 'auto' and a.renewed_from is null and a.status in ('issued', 'renewed'))
    select count(*) filter (where coalesce(standing, '{}') <> array_remove(array[renewed_by], null)) as unnamed,
      count(*) filter (where (status = 'renewed') <> (coalesce(state, '') = 'issued')) as misstated,
      count(*) filter (where (status = 'renewed') <> (told = 'affinity.renewed')) as untold
    from original`);
  return Object.entries(row ?? {}).flatMap(([what, count]) =>
    Number(count) === 0 ? [] : [`${String(count)} originals ${what}`],
  );
}
