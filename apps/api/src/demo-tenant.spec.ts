import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { migrate, openSqlite, storeOn, type Database } from '@affinity-engine/adapter-knex/testing';
import type { Store } from '@affinity-engine/adapter-knex';
import { aGroup } from '@affinity-engine/affinity-group/testing';
import { readSettings, storeSettings } from '@affinity-engine/platform';
import { expect, it } from '@jest/globals';
import { apiContainer, openInto } from './container.js';
import type { DemoCredentials } from './demo-credentials.js';
import { demoTenant, type DemoTenant } from './demo-tenant.js';

const sandbox = async (act: (database: Database, tenant: DemoTenant, store: Store) => Promise<void>) => {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-demo-'));
  const settings = readSettings({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const database = await openSqlite((settings.database as { readonly file: string }).file);
  try {
    await migrate(database);
    const platform = await openInto(
      apiContainer(settings, () => 'http://localhost'),
      () => loadCatalogue(demoCatalogueFolder),
      async (_, parts) => storeOn(database, storeSettings(settings, parts)),
    );
    await act(database, demoTenant(platform.store, platform), platform.store);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const links = ({ reader }: Database) =>
  reader('partner').orderBy('cnpj').select('affinity_group_ids', 'default_producer_code');
const codes = ({ reader }: Database) =>
  reader('affinity_group_producer_code').orderBy('producer_code_id').pluck('producer_code_id');
const unlinked = { affinity_group_ids: '[]', default_producer_code: null };
const linkedThrough = (code: string) => [unlinked, { affinity_group_ids: '["pc:909"]', default_producer_code: code }];
/** Removes the groups, as in an installation from before there were any. */
async function forgetGroups({ writer }: Database): Promise<void> {
  for (const table of ['affinity_group_producer_code', 'affinity_group', 'producer_code', 'organization']) {
    await writer(table).delete();
  }
  await writer('partner').update(unlinked);
}

it('the demo’s groups are added to an older installation, with their audit trail, and only once', () =>
  sandbox(async (database, tenant, { lists }) => {
    await tenant.ensure('http://localhost');
    expect([await links(database), await codes(database)]).toEqual([linkedThrough('pc:6'), ['pc:6', 'pc:7']]);

    await forgetGroups(database);
    await tenant.ensure('http://localhost');
    expect([await links(database), await codes(database)]).toEqual([linkedThrough('pc:6'), ['pc:6', 'pc:7']]);

    const trail = async () => (await lists.audit({ subject: 'pc:909', limit: 100 })).items;
    const before = await trail();
    expect(before.map(({ action }) => action)).toContain('affinity-group.created');
    await database.writer('affinity_group_producer_code').where({ producer_code_id: 'pc:7' }).delete();
    await tenant.ensure('http://localhost');
    expect([await codes(database), await trail()]).toEqual([['pc:6'], before]);
  }));

it('an existing code with the text of one of the demo’s is used instead, and keeps its data', () =>
  sandbox(async (database, tenant, { works }) => {
    await tenant.ensure('http://localhost');
    await forgetGroups(database);
    const own = { id: 'pc:own', code: '100-002541', description: 'ours', organizationId: 'pc:5', roles: ['admin'] };
    await works.affinityGroup.run(async ({ organizations, codes: known, groups }) => {
      organizations.add({ id: 'pc:5', name: 'Ours', version: 1 });
      known.add({ ...own, active: true, version: 1 });
      groups.add({ ...aGroup(), name: 'Ours' });
    });
    await tenant.ensure('http://localhost');
    expect([await links(database), await codes(database)]).toEqual([linkedThrough('pc:own'), ['pc:7', 'pc:own']]);
    const kept = await works.affinityGroup.run(async ({ organizations, codes: known, groups }) => [
      (await organizations.find('pc:5'))?.name,
      (await known.find('pc:own'))?.description,
      (await groups.find('pc:707'))?.name,
    ]);
    expect(kept).toEqual(['Ours', 'ours', 'Ours']);
  }));

it('a start that was cut off before the partner was linked is completed; a partner that was unlinked stays so', () =>
  sandbox(async (database, tenant) => {
    await tenant.ensure('http://localhost');
    await database.writer('partner').update({ ...unlinked, version: 1 });
    await tenant.ensure('http://localhost');
    expect(await links(database)).toEqual(linkedThrough('pc:6'));

    await database.writer('partner').update(unlinked);
    await tenant.ensure('http://localhost');
    expect(await links(database)).toEqual([unlinked, unlinked]);
  }));

it('the credentials of the database come back where the file is lost', () =>
  sandbox(async (_, tenant, { lists }) => {
    await tenant.ensure('http://localhost:0');
    const file = tenant.publish('http://localhost:4711');
    const before = JSON.parse(readFileSync(file, 'utf8')) as DemoCredentials;
    rmSync(file);
    await tenant.ensure('http://localhost:4711');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...before, baseUrl: 'http://localhost:0' });
    expect(await lists.partners(null, 10)).toHaveLength(2);
  }));

it('the credentials name the address the engine listens on', () =>
  sandbox(async (_, tenant) => {
    await tenant.ensure('http://localhost:0');
    const file = tenant.publish('http://localhost:4711');
    const kept = () => JSON.parse(readFileSync(file, 'utf8')) as DemoCredentials;
    const published = kept();
    expect(published).toMatchObject({ baseUrl: 'http://localhost:4711', partner: { clientId: expect.any(String) } });

    // A second start that finds its port taken does not change what the running engine wrote.
    await tenant.ensure('http://localhost:4712');
    expect(kept()).toEqual(published);
    tenant.publish('http://localhost:4713');
    expect(kept()).toEqual({ ...published, baseUrl: 'http://localhost:4713' });
  }));
