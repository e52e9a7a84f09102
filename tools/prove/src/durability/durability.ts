import { report, type Row } from '@affinity-engine/tool-bench/report';
import { clockSteps } from './clock-steps.js';
import { fullDisk } from './full-disk.js';
import { suspended } from './suspended.js';
import { syncedWrites } from './synced-writes.js';

const parts: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  sync: syncedWrites,
  disk: fullDisk,
  stop: suspended,
  clock: clockSteps,
};

/** What was acknowledged is kept and delivered when the machine fails. PROVE_PARTS names some parts, parted by commas. */
export async function proveDurability(): Promise<boolean> {
  const only = process.env['PROVE_PARTS']?.split(',');
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) if (only?.includes(name) ?? true) rows.push(...(await part()));
  return report('durability', rows);
}
