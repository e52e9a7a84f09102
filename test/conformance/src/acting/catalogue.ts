import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@affinity-engine/test-harness';

export const demoCatalogue = join(import.meta.dirname, '../../../../libs/adapter-catalogue/catalogue');

/**
 * The demo catalogue with one more product, `worked`: a year for 1100.00 and fees of 60.00, exempt from tax. It needs
 * the same data of a holder as `personal-life`.
 */
export function catalogueWithWorkedExample(): string {
  const folder = temporaryFolder();
  cpSync(demoCatalogue, folder, { recursive: true });
  const model = JSON.parse(readFileSync(join(folder, 'products/personal-life.json'), 'utf8')) as {
    readonly plans: readonly [object];
  };
  const { prizeDraw: _, ...product } = { prizeDraw: undefined, ...model };
  const plan = { ...model.plans[0], id: 'only', price: { net: 110_000, fees: 6_000, periodDays: 365 } };
  const worked = { ...product, id: 'worked', name: 'Worked example', line: 'exempt', plans: [plan] };
  writeFileSync(join(folder, 'products/worked.json'), JSON.stringify(worked));
  return folder;
}
