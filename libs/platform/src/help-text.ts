import { settingsTable } from './settings.js';

/** What `--help` prints. */
export function helpText(usage: string): string {
  const width = Math.max(...settingsTable.map(({ name }) => name.length));
  const lines = settingsTable.map(
    ({ name, fallback, meaning }) =>
      `  ${name.padEnd(width)}  ${meaning}\n  ${' '.repeat(width)}  default: ${fallback}`,
  );
  return `${usage}\n\nSettings (environment):\n${lines.join('\n')}\n`;
}
