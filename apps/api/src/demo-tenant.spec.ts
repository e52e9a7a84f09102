import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { listAudit, migrate, openDatabase } from '@affinity-engine/adapter-knex';
import { readSettings } from '@affinity-engine/adapter-node';
import { expect, it } from '@jest/globals';
import { apiContainer, bindProducts } from './container.js';
import * as its from './tokens.js';

it('the demo’s groups come to an installation from before them, with their trace, and are made once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-demo-'));
  const settings = readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const database = await openDatabase(settings.databaseFile);
  try {
    await migrate(database.writer);
    const c = apiContainer(settings, database, () => 'http://localhost');
    await bindProducts(c, database, await loadCatalogue(demoCatalogueFolder));
    const tenant = c.get(its.TheDemoTenant);
    const links = () =>
      database.reader('partner').orderBy('cnpj').select('affinity_group_ids', 'default_producer_code');
    const codes = () =>
      database.reader('affinity_group_producer_code').orderBy('producer_code_id').pluck('producer_code_id');
    const linked = [
      { affinity_group_ids: '[]', default_producer_code: null },
      { affinity_group_ids: '["pc:909"]', default_producer_code: 'pc:6' },
    ];

    await tenant.ensure('http://localhost');
    expect([await links(), await codes()]).toEqual([linked, ['pc:6', 'pc:7']]);

    const groupTables = ['affinity_group_producer_code', 'affinity_group', 'producer_code', 'organization'];
    for (const table of groupTables) await database.writer(table).delete();
    await database.writer('partner').update({ affinity_group_ids: '[]', default_producer_code: null });
    await tenant.ensure('http://localhost');
    expect([await links(), await codes()]).toEqual([linked, ['pc:6', 'pc:7']]);

    const trail = () => listAudit(database.reader)({ subject: 'pc:909', limit: 100 });
    const before = await trail();
    expect(before.map(({ action }) => action)).toContain('affinity-group.created');
    await database.writer('affinity_group_producer_code').where({ producer_code_id: 'pc:7' }).delete();
    await tenant.ensure('http://localhost');
    expect([await codes(), await trail()]).toEqual([['pc:6'], before]);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
