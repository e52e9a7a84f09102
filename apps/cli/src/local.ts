import { CopyFailed } from '@affinity-engine/adapter-knex';
import {
  argonPasswords,
  assertSecret,
  businessClock,
  engineKeys,
  openEngineStore,
  randomSecrets,
  readSettings,
  SettingsInvalid,
  startSharedClock,
  uuids,
} from '@affinity-engine/platform';
import { commands, sentenceOf, usage } from './commands.js';
import { databaseCommands } from './database-commands.js';
import { UsageError } from './options.js';

/**
 * Runs a command on the database itself.
 * @returns the exit status
 */
export async function runLocal(args: readonly string[]): Promise<number> {
  try {
    return await main(args);
  } catch (failure) {
    const ofSettings = failure instanceof Error && /^(?:DATA_DIR|DATABASE_URL)/.test(failure.message);
    const isSentence = failure instanceof SettingsInvalid || failure instanceof CopyFailed || ofSettings;
    const sentence = isSentence ? failure.message : sentenceOf(failure);
    process.stderr.write(`${sentence}\n`);
    return failure instanceof UsageError || failure instanceof SettingsInvalid ? 2 : 1;
  }
}

/** @returns the exit status */
async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const settings = readSettings(process.env);
  const databaseCommand = Object.hasOwn(databaseCommands, name) ? databaseCommands[name] : undefined;
  if (databaseCommand !== undefined) return printed(await databaseCommand.run(settings, args));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`unknown command ${name}`);
  const clock = businessClock(settings.sandboxClock);
  const keys = engineKeys(settings);
  const wakeUps = { notify: () => undefined }; // Events are delivered by other processes.
  const store = await openEngineStore(settings, { keys, clock, ids: uuids, wakeUps });
  await assertSecret(store);
  try {
    await startSharedClock(store.values, clock, settings);
    const { identity: work, people: peopleWork, quotation: quotationWork } = store.works;
    const ports = {
      ...{ work, peopleWork, quotationWork },
      sealSome: store.persons.seal,
      reseal: store.maintenance.reseal,
      clock,
      ids: uuids,
      secrets: randomSecrets,
      passwords: argonPasswords,
    };
    return printed(await command.run(ports, args));
  } finally {
    await store.close();
  }
}

/** @returns the exit status */
function printed(result: Readonly<Record<string, unknown>>): number {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}
