import { existsSync } from 'node:fs';
import { signingKeys } from '@affinity-engine/adapter-delivery';
import type { Store } from '@affinity-engine/adapter-knex';
import { insurerOwner } from '@affinity-engine/affinity';
import { SettingsInvalid, type Settings } from '@affinity-engine/platform';
import { newEndpoint } from '@affinity-engine/webhook';
import type { Platform } from './container.js';
import { demoActor, demoCredentialsFile, demoOperatorEmail } from './demo-tenant.js';

/** @throws SettingsInvalid if production would start with the credentials file of a sandbox */
export function refuseDemoCredentials({ mode, dataDir }: Settings): void {
  const file = demoCredentialsFile(dataDir);
  if (mode === 'production' && existsSync(file)) {
    throw new SettingsInvalid([`DATA_DIR: expected a folder without demo credentials in production; found ${file}`]);
  }
}

/** @throws SettingsInvalid if production would start with clients, keys or people of a sandbox */
export async function refuseDemoClients({ maintenance, works }: Store): Promise<void> {
  for (const access of ['client', 'subscription'] as const) {
    const [id] = await maintenance.unrevokedIdsCreatedBy(access, demoActor);
    if (id === undefined) continue;
    throw new SettingsInvalid([
      `DATABASE_URL: expected a database without demo ${access}s in production; found ${id}: npm run cli -- revoke-${access} --id ${id}`,
    ]);
  }
  const operator = await works.people.run(({ users }) => users.findByEmail(demoOperatorEmail));
  if (operator === null || operator.disabledAt !== null) return;
  throw new SettingsInvalid([
    `DATABASE_URL: expected a database whose demo operator is kept out in production; found ${operator.id}: disable it in the sandbox, under People`,
  ]);
}

/** Every insurer that answers by callback has a webhook endpoint. Its risks wait until the url is set. */
export async function openInsurerEndpoints({ maintenance }: Store, { products, ids, clock }: Platform): Promise<void> {
  const { insurers } = products.current();
  for (const { id } of insurers.filter(({ answers }) => answers === 'callback')) {
    const input = { ownerId: insurerOwner(id), url: null };
    await maintenance.openFirstEndpoint(newEndpoint(ids.next(), input, signingKeys(), clock.now()));
  }
}
