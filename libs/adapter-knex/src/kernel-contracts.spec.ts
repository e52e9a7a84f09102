import { auditListContract, keptAnswersContract } from '@affinity-engine/kernel/testing';
import { engines } from './testing/engines.js';
import { clock } from './testing/opened-store.js';

for (const [name, open] of engines) {
  keptAnswersContract(name, async () => {
    const { works, answers, pass, close } = await open();
    return { work: works.identity, answers, pass, close };
  });

  auditListContract(name, async () => {
    const { works, lists, close } = await open();
    return {
      async append(...entries) {
        for (const entry of entries) await works.identity.run(async ({ audit }) => audit.append(entry));
      },
      list: lists.audit,
      at: clock.now(),
      close,
    };
  });
}
