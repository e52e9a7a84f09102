import { afterEach, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import { contract } from '@affinity-engine/test-conformance';
import { operatorAt, problemsOfPages } from './browser.js';

afterEach(async () => expect(await problemsOfPages()).toEqual([]));

it('a clock that travels over the end of a year shows the new year where it has begun, and what it brought', async () => {
  const engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000', SANDBOX_CLOCK: '2026-12-30T12:00:00Z' } });
  const partner = clientFor(engine, 'partner');
  const cover = { lifetime_start: '2026-12-30', lifetime_end: '2026-12-31' };
  const { id } = await contract(partner, 'bike', cover);
  const { page, say, goto } = await operatorAt(engine, { language: 'pt-BR' });
  await goto('/clock');
  const sandbox = page.getByRole('region', { name: say('clock.title') });
  const travel = async (to: string) => {
    await page.getByLabel(say('clock.toUtc')).fill(to);
    await page.getByRole('button', { name: say('clock.advance') }).click();
  };
  // In São Paulo it is still the old year at 02:00 UTC.
  await travel('2027-01-01T02:00');
  await sandbox.getByText('31/12/2026').waitFor();
  await travel('2027-01-01T03:30');
  await sandbox.getByText('01/01/2027').waitFor();
  await goto(`/certificates/${id}`);
  await page.getByText(say('certificateStatus.3')).first().waitFor();
});
