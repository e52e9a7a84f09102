import type { PartnerBrands } from '@affinity-engine/affinity';
import type { Brand } from '@affinity-engine/catalogue';
import type { Knex } from 'knex';
import { write, type Write } from '../engine/committer.js';
import type { Row } from '../engine/sql.js';
import { eachRow } from '../engine/statements.js';
import { writeOrder } from '../engine/write-order.js';

type BrandRow = { readonly partnerId: string; readonly brand: Brand };

const keepBrand = eachRow<BrandRow, void>(
  'keep brand',
  writeOrder.partnerBrand,
  async (execute, { partnerId, brand }) => {
    const { color, logo = null } = brand;
    await execute(
      `insert into partner_brand (partner_id, color, logo) values (?, ?, ?)
     on conflict (partner_id) do update set color = excluded.color, logo = excluded.logo`,
      [partnerId, color, logo === null ? null : Buffer.from(logo, 'base64')],
    );
  },
);

const removeBrand = eachRow<string, void>('remove brand', writeOrder.partnerBrand, async (execute, partnerId) => {
  await execute('delete from partner_brand where partner_id = ?', [partnerId]);
});

export const knexPartnerBrands =
  (reader: Knex): ((writes: Write[]) => PartnerBrands) =>
  (writes) => ({
    async find(partnerId) {
      const row = (await reader('partner_brand').where('partner_id', partnerId).first()) as Row | undefined;
      if (row === undefined) return null;
      const logo = row['logo'] as Uint8Array | null;
      const color = row['color'] as string;
      return { color, ...(logo === null ? {} : { logo: Buffer.from(logo).toString('base64') }) };
    },
    keep: (partnerId, brand) => void writes.push(write(keepBrand, { partnerId, brand })),
    remove: (partnerId) => void writes.push(write(removeBrand, partnerId)),
  });
