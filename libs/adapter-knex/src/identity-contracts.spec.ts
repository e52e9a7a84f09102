import { aPartner } from '@affinity-engine/affinity/testing';
import {
  clientListContract,
  failedLoginsContract,
  identityWorkContract,
  peopleWorkContract,
} from '@affinity-engine/identity/testing';
import { engines } from './testing/engines.js';
import { oldestFirst, type OpenedStore } from './testing/opened-store.js';

async function withPartner(open: () => Promise<OpenedStore>): Promise<OpenedStore> {
  const store = await open();
  await store.works.affinity.run(async ({ partners }) =>
    [aPartner(), aPartner({ id: 'partner-2', cnpj: '11444777000161' })].forEach((each) => partners.add(each)),
  );
  return store;
}

for (const [name, open] of engines) {
  identityWorkContract(name, async () => {
    const store = await withPartner(open);
    return { work: store.works.identity, audit: () => oldestFirst(store), close: store.close };
  });

  peopleWorkContract(name, async () => {
    const { works, close } = await withPartner(open);
    return { work: works.people, close };
  });

  failedLoginsContract(name, async () => {
    const { failedLogins, pass, close } = await open();
    return { logins: failedLogins, pass, close };
  });

  clientListContract(name, async () => {
    const { works, lists, close } = await withPartner(open);
    return { work: works.identity, list: lists.clients, close };
  });
}
