import { expect, it } from '@jest/globals';
import { aPartner } from '@affinity-engine/affinity/testing';
import {
  aClient,
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

  it(`the clients of a partner are listed a page at a time, and no others, ${name}`, async () => {
    const { works, lists, close } = await withPartner(open);
    const others = [
      aClient({ id: 'client-2', partnerId: 'partner-2' }),
      aClient({ id: 'client-4', role: 'admin', partnerId: null }),
    ];
    const own = [aClient({ id: 'client-1' }), aClient({ id: 'client-3' }), aClient({ id: 'client-5' })];
    await works.identity.run(async ({ clients }) => [...others, ...own].forEach((each) => clients.add(each)));
    expect(await lists.clientsOf('partner-1')(null, 2)).toEqual(own.slice(0, 2));
    expect(await lists.clientsOf('partner-1')('client-3', 2)).toEqual(own.slice(2));
    expect(await lists.clientsOf('partner-3')(null, 2)).toEqual([]);
    await close();
  });

  clientListContract(name, async () => {
    const { works, lists, close } = await withPartner(open);
    return { work: works.identity, list: lists.clients, close };
  });
}
