import { refuseOpenFolder } from './data-folder.js';
import { helpText } from './help-text.js';
import { readSettings, SettingsInvalid, type Settings } from './settings.js';

/** A running app; `stop` ends it in order. */
export type Running = { stop(): Promise<void> };

/** How long draining may take. */
const drainMs = 9_500;

/**
 * Runs an app: `--help`, settings, start, and an orderly end on SIGTERM or SIGINT. Does not exit while the app runs.
 */
export async function runApp(usage: string, start: (settings: Settings) => Promise<Running>): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(helpText(usage));
    return;
  }
  const unknown = process.argv.slice(2);
  if (unknown.length > 0) return fail(`unknown argument ${unknown[0]}; see --help`, 2);
  // Files written here contain personal data: readable for this user only.
  process.umask(0o077);
  try {
    // Registered before the start, so that a signal during the start also ends in order.
    const signal = endSignal();
    const settings = readSettings(process.env);
    refuseOpenFolder(settings);
    const running = await start(settings);
    void signal.then(() => end(running));
  } catch (failure) {
    if (failure instanceof SettingsInvalid) return fail(failure.message, 2);
    return fail(failure instanceof Error ? failure.message : String(failure), 1);
  }
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** Settles with the first SIGTERM or SIGINT; the process then has {@link drainMs} left. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    let received = false;
    const receive = (): void => {
      if (received) return;
      received = true;
      setTimeout(() => process.exit(1), drainMs).unref();
      resolve();
    };
    process.on('SIGTERM', receive);
    process.on('SIGINT', receive);
  });
}

async function end(running: Running): Promise<void> {
  try {
    await running.stop();
    process.exit(0);
  } catch (failure) {
    fail(String(failure), 1);
  }
}
