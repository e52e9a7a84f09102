import {
  committerOn,
  knexIdentityWork,
  knexQuotationWork,
  migrate,
  openDatabase,
  sealUnder,
} from '@affinity-engine/adapter-knex';
import {
  businessClock,
  engineKeys,
  randomSecrets,
  readSettings,
  SettingsInvalid,
  uuids,
} from '@affinity-engine/adapter-node';
import { commands, sentenceOf, usage, UsageFault } from './commands.js';

process.umask(0o077);
process.exitCode = await main(process.argv.slice(2)).catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof SettingsInvalid ? failure.message : sentenceOf(failure)}\n`);
  return failure instanceof UsageFault || failure instanceof SettingsInvalid ? 2 : 1;
});

/** @returns the exit status */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (command === undefined) throw new UsageFault(`unknown command ${name}`);
  const settings = readSettings(process.env);
  const database = await openDatabase(settings.databaseFile);
  try {
    await migrate(database.writer);
    const clock = businessClock(settings.sandboxClock);
    const [committer, seal] = [committerOn(database.writer), sealUnder(engineKeys(settings).seal)];
    const work = knexIdentityWork(database, committer, seal, clock);
    const quotationWork = knexQuotationWork(database, committer, seal, clock);
    const result = await command.run({ work, quotationWork, clock, ids: uuids, secrets: randomSecrets }, args);
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
