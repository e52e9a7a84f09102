import { migrate, openDatabase } from '@affinity-engine/adapter-knex';
import { checkSecret } from './bindings.js';
import { dispatcherContainer } from './container.js';
import { runApp } from './run.js';
import * as its from './tokens.js';

const usage = `affinity-engine webhook dispatcher: delivers what waits to partner endpoints.

Usage: npm run start:dispatcher
Beside an API with DISPATCHER=off on the same DATA_DIR.`;

await runApp(usage, async (settings) => {
  const database = await openDatabase(settings.databaseFile);
  await migrate(database.writer);
  const container = dispatcherContainer(settings, database);
  await checkSecret(container);
  const dispatcher = container.get(its.StartDispatcher)();
  process.stdout.write('The webhook dispatcher runs.\n');
  return {
    async stop() {
      const cut = setTimeout(() => container.get(its.TheCourier).cut(), its.cutAfterMs);
      await dispatcher.stop();
      clearTimeout(cut);
      await container.get(its.TheCommitter).idle();
      await container.get(its.TheCourier).close();
      await database.close();
    },
  };
});
