import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryPostgresStore, temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { digestOf, stepsFor } from './migration.js';
import { migrations } from './migrations.js';

/** A line for each migration that was released; none is ever changed or removed. */
const released = {
  sqlite: [
    ['2026-11-22-first-tables', '25a9b2c7ecc19116463eda242c7b3cb11e9ccbf870096bf42346000aa4d95e63'],
    ['2026-11-22-quotations', '94711487fc5595dfdd1d9a07cc2fd5330c9b3a77961b14c8ae45de101b6e6073'],
    ['2026-11-22-agency-numbers', '1159174a89f4c38b9c57c2216718bee87dcc077be0391c471fef7da67a5a9800'],
    ['2026-11-22-affinity-groups', '8d82658297497fa207da3086a295a1d4158878779a71bb4c2e429ec392372e92'],
    ['2026-11-22-partner-groups', '74e44e1515b798eb8a2139b0bc67bbd5038c8322ca3c505206b429633f20ff90'],
    ['2026-11-22-groups-last-by-days', '812259f804bfcc99d1af3a8a6838c4d202d9263c554c6bab974e09d815b505c1'],
    ['2026-11-22-quotation-contents', '737507dd57849fd794551a575bd909190cdadbe39d7a158fd6bf6feaf2f09c4e'],
    ['2026-11-28-external-reference', '5a44ad30470820bf9b02a87a2ca33e0360daa436d3c43db69cf88edd5c525641'],
    ['2026-11-28-first-endpoints', 'c36d24eb5f0c8e3b931c0dfd9ef0691a704bb9bfd73f4122aeeffa7d320f6151'],
    ['2026-11-28-shared-by-processes', '11ecaf3dc5d067a1e00341b332da2e23a20883dcc8e4664a4170fd57f2f13390'],
    ['2026-11-28-agency-number-orders', '4bfd9d410cae4d09a80a847bd1433304da7e00338bc7a55ca956bc2c0e583207'],
    ['2026-11-28-failing-endpoints', 'dd25340af80d65da9534398c9d7cf8c7ecf7956e9a9416d9f3c612f4d88c58bf'],
    ['2026-11-28-counted-windows', '62f594cba52e6086cc1ed6574ad6184488ef0d483ea60f427105e0e5f701e8a1'],
    ['2026-11-29-endpoint-progress', '8c2b06f9f4eecaeedfd381a3ccd6271b62c5ee71a9add3efdeb33ce0b4a9d86f'],
    ['2026-11-29-event-feed', '05bd2dcd55898f25ecb7cc2a3d412b2421b9fc3d5c088a115244b86473a059ef'],
    ['2026-11-29-feed-incarnations', '78fe802ba33b0e0f6570cc8e3c5f7a41d1106706c695a85e99dd880dcc73f68e'],
    ['2026-11-29-reinstated-originals', 'aa46cbdcc846bdce81e219f544f619dc366148604d5344a018b6574b934c3d54'],
    ['2026-11-29-key-rotations', 'ca126c90927109a203d9412697122ad13a5bcf7cc9ba8250b39d947d82a060bb'],
    ['2026-11-29-partner-brands', '56d26efd45a539efa121041c9e00534c530eb665344a85b08eeaef696f62c244'],
    ['2026-11-29-personal-keys', '8eb957b4b914b83f81402c531fc933c3924736aabb011b4707d881a83030bb8c'],
    ['2026-11-29-quotation-orders', '23de023ff2ae4af21bf9394a3803107cb4bdd79504131b263c4154b7d3b2b277'],
    ['2026-11-29-affinity-orders', 'e708b42fc1771b170bdc3e80ff501c589d7007411e6b4bfc20a9667745f3564c'],
    ['2026-11-29-unused-requests', '300b5a9e8ad853569469b6129ea368e7b41ccf0c423c90b807d31c07818da409'],
    ['2026-11-29-legal-holds', '0ef0322324cb3d01abaf57591c37d3f24ba4f51fdc254afd3f67c9803f19a14c'],
    ['2026-11-29-quotations-over', '656908b1ec45a770514e147b69ee990fae57fa148af9874141e7a757e6e41f2b'],
    ['2026-11-30-certificates-found', '9cc21797319e3bcd3a4bd3ca7256f21ea7b345c3f69158c116b8e5a6ab8a094e'],
    ['2026-11-30-underwriting', '2612fce9cc6c0de91e9fc2b2f614de00490b9651909070e351a1b5d79f53d0b0'],
    ['2026-11-30-people', 'd3d9ee1b8c555f250e7815b0b471400e5bd15de71d2aa1da02bdace20fbb2a14'],
    ['2026-11-30-refusals', 'b89e84289c6b8e72167979bb77ffb222b15b4d42482623ebe0642fa990fd1738'],
    ['2026-11-30-movements', 'f51ebb6509315214f5781ce2514eb6671e8573bfe000c35e5d274a239edafd4f'],
    ['2026-11-30-agency-numbers-found', '9c4e7245c0dd54d12df9c14d546812798cb9f174663070676111efef5d58c255'],
  ],
  postgres: [
    ['2026-11-28-postgres-tables', '71cb442084a76f5b666d852f384d01df278b9a2dd033ce936de5cb5719e3b02c'],
    ['2026-11-28-external-reference', '1b8d63b8f804af16498c4d33de566fca82c8c6db1ec40b1bded7fe0395057791'],
    ['2026-11-28-first-endpoints', 'c36d24eb5f0c8e3b931c0dfd9ef0691a704bb9bfd73f4122aeeffa7d320f6151'],
    ['2026-11-28-shared-by-processes', 'dfb5ff22d5ea83da91daee1be3caa89bce2b376de3ceeff60bd113f1c0b38113'],
    ['2026-11-28-agency-number-orders', 'acb3870e2df9f7b07f34068f506b806e3e7131150ae7b7feae935a4f0465e5cf'],
    ['2026-11-28-counted-windows', 'b24c1bc0bf4a5f1a5b0a95878e939433bc636aa551070983e4f112a4305f5a3f'],
    ['2026-11-29-attempts-by-day', '04590560e2f764a200e7bd207bb5ecea75733b78fdfe76adc1c3d00d64ee43a8'],
    ['2026-11-29-endpoint-progress', '7eebdc1ccd49bc377116a1a8af29b7badd159e1930e6ca97a55b6dea619b71f2'],
    ['2026-11-29-event-feed', 'e4ab4a294b4600027eaad50e68f4edbc94cdd808ce74fddba5b23eee2730965d'],
    ['2026-11-29-endpoint-progress-alone', 'be5daf19ebdcfd0e50ce64ea582f351ee929742f7ba34635238a6e25e49a6559'],
    ['2026-11-29-feed-incarnations', '580c050c257099ee52fb1c928a2040bfab16a1ba0d0310a33b8d7c345ceddefc'],
    ['2026-11-29-reinstated-originals', '5867a6f1936e39ff6a2d076ff8904b9274e92063039ac43a76da67cd08464f5c'],
    ['2026-11-29-originals-alone', '329dc19216c8b68518c4867bbdeb20077b2e50aecee97e4ab544c552d6ce037e'],
    ['2026-11-29-key-rotations', '058b3024afa0127d99b9945e5c5a8292b40957f68384302e1014d94b5a7a1186'],
    ['2026-11-29-partner-brands', '8c82c0adb53db34318197643290b99234dcc67cc1bda9cd265296754e0c943ea'],
    ['2026-11-29-personal-keys', '3e08b9ef761eb4de715c47c3eabcf384ed61a1d28228bb5ac04c144545713597'],
    ['2026-11-29-personal-keys-alone', '5bb2f0c1fcd968e7a112eff0cc659e2e09795de11c27e5615630cd3c434b97b8'],
    ['2026-11-29-quotation-orders', '23de023ff2ae4af21bf9394a3803107cb4bdd79504131b263c4154b7d3b2b277'],
    ['2026-11-29-affinity-orders', 'e708b42fc1771b170bdc3e80ff501c589d7007411e6b4bfc20a9667745f3564c'],
    ['2026-11-29-unused-requests', '300b5a9e8ad853569469b6129ea368e7b41ccf0c423c90b807d31c07818da409'],
    ['2026-11-29-legal-holds', '743a4a7fa54a0eef62879d6c71656ccda0d5cfc3f329987b2be7c84f9f9fc26f'],
    ['2026-11-29-quotations-over', '656908b1ec45a770514e147b69ee990fae57fa148af9874141e7a757e6e41f2b'],
    ['2026-11-30-certificates-found', '9cc21797319e3bcd3a4bd3ca7256f21ea7b345c3f69158c116b8e5a6ab8a094e'],
    ['2026-11-30-underwriting', 'e6c76aec059faeb0b7788121eee7b56df98baa94f81d166282e12f516810215d'],
    ['2026-11-30-underwriting-alone', 'd96427542d0e35f56a8c8c4ed65c52003e682da931ef1e2dc35d1427b841ff8c'],
    ['2026-11-30-people', 'eaa2cc27f716bd21d92867927d0b86717143c4fe4ec8c208f9b669a91244d195'],
    ['2026-11-30-refusals', 'fde182dcb896c7ef57e12c16cc256b1472061d922c3887524c7a4c3a1d040fbf'],
    ['2026-11-30-movements', 'f51ebb6509315214f5781ce2514eb6671e8573bfe000c35e5d274a239edafd4f'],
    ['2026-11-30-agency-numbers-found', '9c4e7245c0dd54d12df9c14d546812798cb9f174663070676111efef5d58c255'],
  ],
} as const;

it.each(['sqlite', 'postgres'] as const)(
  'what was released for %s stays as it is, and is applied in its order',
  (kind) => {
    expect(stepsFor(kind, migrations).map((step) => [step.name, digestOf(step)])).toEqual(released[kind]);
  },
);

describe('the schemas of both databases', () => {
  let [sqlite, postgres]: TemporaryStore[] = [];
  beforeAll(async () => {
    [sqlite, postgres] = await Promise.all([temporaryStore(), temporaryPostgresStore()]);
  });
  afterAll(async () => {
    await Promise.all([sqlite?.close(), postgres?.close()]);
  });

  const sorted = async (store: TemporaryStore | undefined, sql: string) =>
    ((await store?.rows(sql)) ?? []).map((row) => Object.values(row).join(' ')).sort();

  it('have the same tables with the same columns, but for marks of transactions and partitions', async () => {
    const own = await sorted(
      sqlite,
      `select t.name, c.name as "column", case c.type when 'INTEGER' then 'bigint' when 'BLOB' then 'bytea' else lower(c.type) end as type
       from pragma_table_list t, pragma_table_xinfo(t.name) c where t.schema = 'main' and t.name not like 'sqlite_%'`,
    );
    expect(own.length).toBeGreaterThan(150);
    expect(
      await sorted(
        postgres,
        `select c.table_name, column_name, data_type from information_schema.columns c join pg_class t on t.oid = c.table_name::regclass
         where table_schema = 'public' and table_name not in ('transaction_mark', 'attempt_partition') and not relispartition`,
      ),
    ).toEqual(own);
  });

  it('have the same indexes, but for a long text and what partitions do', async () => {
    const own = await sorted(sqlite, `select name from sqlite_master where type = 'index' and sql is not null`);
    const theirs = await sorted(
      postgres,
      `select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
       left join pg_constraint c on c.conindid = i.oid
       where n.nspname = 'public' and c.oid is null and not i.relispartition`,
    );
    expect([own.filter((name) => !theirs.includes(name)), theirs.filter((name) => !own.includes(name))]).toEqual([
      ['affinity_group_by_description', 'webhook_attempt_by_time'],
      [],
    ]);
  });
});
