import { helpText, readSettings, SettingsInvalid, type Settings } from '@affinity-engine/adapter-node';

/** What a process must do to end well. */
export type Running = { stop(): Promise<void> };

/** How long draining may take. */
const drainMs = 9_500;

/**
 * Runs an app: `--help`, settings, start, and an orderly end on SIGTERM or SIGINT. Never returns an exit by itself
 * while the app runs.
 */
export async function runApp(usage: string, start: (settings: Settings) => Promise<Running>): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(helpText(usage));
    return;
  }
  const unknown = process.argv.slice(2);
  if (unknown.length > 0) return fail(`unknown argument ${unknown[0]}; see --help`, 2);
  // What is written here is personal data: for this user alone.
  process.umask(0o077);
  try {
    const running = await start(readSettings(process.env));
    endWith(running);
  } catch (failure) {
    if (failure instanceof SettingsInvalid) return fail(failure.message, 2);
    return fail(failure instanceof Error ? failure.message : String(failure), 1);
  }
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function endWith(running: Running): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), drainMs).unref();
    running.stop().then(
      () => process.exit(0),
      (failure: unknown) => fail(String(failure), 1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
