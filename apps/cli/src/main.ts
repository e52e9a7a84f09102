import {
  businessClock,
  engineKeys,
  openEngineStore,
  randomSecrets,
  readSettings,
  SettingsInvalid,
  startSharedClock,
  uuids,
} from '@affinity-engine/platform';
import { commands, sentenceOf, usage, UsageError } from './commands.js';

process.umask(0o077);
process.exitCode = await main(process.argv.slice(2)).catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof SettingsInvalid ? failure.message : sentenceOf(failure)}\n`);
  return failure instanceof UsageError || failure instanceof SettingsInvalid ? 2 : 1;
});

/** @returns the exit status */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (command === undefined) throw new UsageError(`unknown command ${name}`);
  const settings = readSettings(process.env);
  const clock = businessClock(settings.sandboxClock);
  const keys = engineKeys(settings);
  const wakeUps = { notify: () => undefined }; // Events are delivered by other processes.
  const store = await openEngineStore(settings, { keys, clock, ids: uuids, wakeUps });
  try {
    await startSharedClock(store.values, clock, settings);
    const { identity: work, quotation: quotationWork } = store.works;
    const result = await command.run({ work, quotationWork, clock, ids: uuids, secrets: randomSecrets }, args);
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } finally {
    await store.close();
  }
}
