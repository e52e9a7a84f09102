import type { Knex } from 'knex';

const chunk = 50_000;
const day = 86_400_000;

/**
 * Writes the affinities of a partner as they would be after a year: every status, three products, and one holder with
 * two in a hundred of them. Written in SQL: through the API it would take an hour. They have the holder of one that the
 * partner has already, sealed as it is.
 */
export async function plant(
  writer: Knex,
  partnerId: string,
  count: number,
  progress: (done: number) => void,
): Promise<void> {
  const from = Date.parse('2026-01-01T03:00:00Z');
  for (let start = 0; start < count; start += chunk) {
    const end = Math.min(count, start + chunk);
    await writer.raw('BEGIN IMMEDIATE');
    await writer.raw(
      `insert into affinity_request (id, partner_id, product_id, product_version, created_at, expires_at, used_by)
       ${numbers(start, end)}
       select 'planted-request-' || i, ?, 'bike', (select version from product_version where product_id = 'bike'), 0, 0, 'planted'
       from n`,
      [partnerId],
    );
    await writer.raw(
      `insert into affinity (id, partner_id, request_id, product_id, product_version, plan_id, certificate_number,
         status, lifetime_start, lifetime_end, personal_key, personal, holder_document, currency, net, fees, tax, total, paid,
         created_at, issued_at, version)
       ${numbers(start, end)}
       select printf('01950000-0000-7000-8000-%012d', i), ?, 'planted-request-' || i, p.product_id, p.version,
         'planted', printf('%016d', i),
         case when i % 7 = 0 then 'canceled' when i % 11 = 0 then 'expired' when i % 13 = 0 then 'renewed' else 'issued' end,
         date('2027-01-01', (i * 7919 % 365) || ' days'), date('2028-01-01', (i * 7919 % 365) || ' days'),
         holder.personal_key, holder.personal,
         case when i % 50 = 0 then holder.holder_document else printf('%011d', i) end,
         'BRL', 10000, 500, 40, 10540, 10540,
         ${from} + i * ${Math.floor((320 * day) / 1_000_000)}, ${from} + i * ${Math.floor((320 * day) / 1_000_000)}, 1
       from n join product_version p on p.product_id =
         case i % 3 when 0 then 'bike' when 1 then 'auto' else 'personal-life' end
       join (select personal_key, personal, holder_document from affinity
             where partner_id = ? and personal_key is not null limit 1) as holder on true`,
      [partnerId, partnerId],
    );
    await writer.raw('COMMIT');
    progress(end);
  }
  await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
}

const numbers = (start: number, end: number): string =>
  `with recursive n (i) as (select ${start} union all select i + 1 from n where i + 1 < ${end})`;

/**
 * Writes so many quotations of a broker, with the answers and the insured of one that is there, sealed as they are.
 */
export async function plantQuotations(writer: Knex, count: number, progress: (done: number) => void): Promise<void> {
  const columns = ((await writer.raw(`select name from pragma_table_info('quotation')`)) as { readonly name: string }[])
    .map(({ name }) => name)
    .filter((name) => !(name in own));
  for (let start = 0; start < count; start += chunk) {
    const end = Math.min(count, start + chunk);
    await writer.raw('BEGIN IMMEDIATE');
    await writer.raw(
      `insert into quotation (${[...Object.keys(own), ...columns].join(', ')})
       ${numbers(start, end)} select ${[...Object.values(own), ...columns.map((name) => `q.${name}`)].join(', ')}
       from n join (select * from quotation where personal_key is not null order by created_at limit 1) as q on true`,
    );
    await writer.raw(
      `insert into person_term (hash, kind, record)
       ${numbers(start, end)} select t.hash, t.kind, ${own.id}
       from n join person_term t on t.kind = 'quotation' and t.record =
         (select id from quotation where personal_key is not null order by created_at limit 1)`,
    );
    await writer.raw('COMMIT');
    progress(end);
  }
  await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** What differs from one planted quotation to the next. */
const own = {
  id: `printf('01950000-0000-7000-9000-%012d', i)`,
  number: `printf('%010d', 2000000000 + i)`,
  status: `case i % 3 when 0 then 'draft' when 1 then 'expired' else 'confirmed' end`,
  created_at: `q.created_at + 1 + i`,
};
