import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
// example
import { countingIds, settableClock } from '@affinity-engine/kernel/testing';
import { addBroker, offeredAgencyNumbers, openAccount, registerAgencyNumbers } from '@affinity-engine/agency-number';
import { aSentNumber, memoryAgencyWork, memoryInsurers } from '@affinity-engine/agency-number/testing';

const { work } = memoryAgencyWork();
const [insurers, clock, ids] = [memoryInsurers(), settableClock('2026-01-02T12:00:00Z'), countingIds()];

const account = await openAccount(work, clock, ids)('Konto', 'operator');
const broker = await addBroker(work, clock, ids)(account.id, 'Maklerbüro Müller', 'operator');
const owner = { accountId: account.id, brokerId: broker.id };

const one = aSentNumber({ number: '1-agency-number', externalUniqueId: 'uniqueId1' });
const two = aSentNumber({ number: '2-agency-number', defaultFor: { tenders: true, calculations: false } });
const register = registerAgencyNumbers(work, insurers, clock, ids);
const registered = await register([{ insurer: { baFinId: '5405' }, numbers: [one, two] }], owner, 'user-1'); // added: 2
const refused = register([{ insurer: { baFinId: '5405' }, numbers: [one] }], owner, 'user-1'); // EXTERNAL-ID-USED
const offered = await offeredAgencyNumbers(work, insurers)({ baFinId: '5405' }, owner, 'tenders');
// 1-agency-number, 2-agency-number (default)
// end

it('does what the README shows', async () => {
  expect(registered).toMatchObject({ added: 2, updated: 0 });
  await expect(refused).rejects.toMatchObject({ code: 'EXTERNAL-ID-USED' });
  expect(offered.map(({ entry, isDefault }) => [entry.number, isDefault])).toEqual([
    ['1-agency-number', false],
    ['2-agency-number', true],
  ]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
