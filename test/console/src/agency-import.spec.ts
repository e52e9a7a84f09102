import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { everyNumber } from '@affinity-engine/test-conformance';
import { violations } from './axe.js';
import { personAt, problemsOfPages, signIn } from './browser.js';
import { userOf } from './people.js';

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000' } });
  admin = clientFor(engine, 'admin');
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

const head = 'baFinId;agencyNumber;matchCode;defaultForTenders;defaultForCalculations;active';
const file = (...lines: readonly string[]) => ({
  ...{ name: 'numbers.csv', mimeType: 'text/csv' },
  buffer: Buffer.from([head, ...lines, ''].join('\n')),
});

describe.each(['en', 'pt-BR'] as const)('in %s', (language) => {
  const path = '/ops/v1/agency-numbers';
  let owner: { readonly account_id: string; readonly broker_id: string };
  const kept = async () => (await everyNumber(admin, owner)).map((each) => [each.agency_number, each.match_code]);

  beforeAll(async () => {
    const made = async (where: string, name: string) => (await admin.post<{ id: string }>(where, { name })).body.id;
    const account_id = await made('/ops/v1/accounts', `Conta ${language}`);
    owner = { account_id, broker_id: await made(`/ops/v1/accounts/${account_id}/brokers`, `Filial ${language}`) };
    const flags = { default_for_tenders: true, default_for_calculations: false, active: true };
    const number = { insurer: { id: 'ins-5405' }, agency_number: 'A-1', match_code: 'old', ...flags };
    await admin.post(path, { ...owner, numbers: [number, { ...number, agency_number: 'A-0', ...flags }] });
  });

  it('a broker administrator imports a CSV: mends a line, sees what changes, confirms, and reads why one is the default', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    await signIn(person, await userOf(admin, ['broker']), '/agency');
    await page.getByLabel(say('agency.account')).selectOption({ label: `Conta ${language}` });
    await page.getByRole('button', { name: say('common.filter') }).click();
    await page.getByLabel(say('agency.broker')).selectOption({ label: `Filial ${language}` });
    await page.getByRole('button', { name: say('common.filter') }).click();
    await page.getByRole('link', { name: say('agency.import') }).click();
    await page.reload();
    await page
      .locator('select[name="account_id"] option:checked', { hasText: `Conta ${language}` })
      .waitFor({ state: 'attached' });
    await page
      .locator('select[name="broker_id"] option:checked', { hasText: `Filial ${language}` })
      .waitFor({ state: 'attached' });

    const before = await kept();
    const input = page.getByLabel(say('agencyImport.file'));
    const table = page.getByRole('table', { name: say('agencyImport.lines') });
    const row = (number: string) => table.getByRole('row').filter({ hasText: number });
    const tooLong = `5405;A-5;${'x'.repeat(201)};false;false;true`;
    const good = ['5405;A-1;new;true;false;true', '5405;A-0;old;true;false;true', '5405;A-2;;false;false;true'];
    await input.setInputFiles(file(...good, '5405;A-3;;yes;false;', '9999;A-4;;false;false;true', tooLong));
    await row('A-3').getByText('defaultForTenders').waitFor();
    expect(await row('A-3').getByRole('cell').first().textContent()).toBe('5');
    await row('A-3').getByText('active', { exact: true }).waitFor();
    await row('A-4').getByText('baFinId').waitFor();
    await row('A-5').getByText('matchCode').waitFor();
    await row('A-1').getByText(say('agencyImport.outcomes.changed'), { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^(?:Register|Registrar) \d/ }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.setViewportSize({ width: 1280, height: 720 });

    await input.setInputFiles(file(...good, '5405;A-3;;true;false;true'));
    await row('A-3').getByText(say('agencyImport.outcomes.added'), { exact: true }).waitFor();
    await row('A-3').getByText(say('agencyImport.becomesForTenders')).waitFor();
    await row('A-0').getByText(say('agencyImport.outcomes.unchanged'), { exact: true }).waitFor();
    expect(await row('A-1').locator('del').textContent()).toBe('old');
    expect(await row('A-1').locator('ins').textContent()).toBe('new');
    expect(await kept()).toEqual(before);

    const [first] = await everyNumber(admin, owner);
    await admin.patch(`${path}/${first?.id}`, { match_code: 'meanwhile' });
    const confirm = page.getByRole('button', { name: /^(?:Register|Registrar) 4/ });
    await confirm.click();
    await page.getByText(say('agencyImport.changedMeanwhile')).waitFor();
    await row('A-1').locator('del', { hasText: 'meanwhile' }).waitFor();
    expect(await kept()).toHaveLength(before.length);

    await confirm.click();
    await page.getByRole('link', { name: say('agencyImport.back') }).click();
    expect(await kept()).toEqual([...[['A-1', 'new'], before[1], ['A-2', null]], ['A-3', null]]);
    await page.getByLabel(say('agency.insurer')).selectOption('ins-5405');
    await page.getByRole('button', { name: say('common.filter') }).click();
    const tenders = page.getByRole('table', { name: say('agency.tenders') }).getByRole('row');
    await tenders.filter({ hasText: 'A-3' }).getByText(say('agency.verdicts.default')).waitFor();
    await tenders.filter({ hasText: 'A-1' }).getByText(say('agency.verdicts.sent-earlier')).waitFor();

    await page.getByLabel(say('agency.number'), { exact: true }).fill('A-1');
    await page.getByRole('button', { name: say('common.filter') }).click();
    const numbers = page.getByRole('table', { name: say('agency.numbers') }).getByRole('row');
    await expect(numbers.filter({ hasText: 'A-3' }).waitFor({ state: 'detached' })).resolves.toBeUndefined();
    await numbers.getByRole('button', { name: say('agency.change') }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel(say('agency.forTenders')).selectOption('true');
    await page.getByRole('button', { name: say('agency.save') }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await tenders.filter({ hasText: 'A-1' }).getByText(say('agency.verdicts.default')).waitFor();
  });

  it('a file that is too large, or is no CSV of agency numbers, is refused before anything of it is sent', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    await signIn(person, await userOf(admin, ['broker']), `/agency/import?${new URLSearchParams(owner).toString()}`);
    const choose = (buffer: Buffer) =>
      page.getByLabel(say('agencyImport.file')).setInputFiles({ name: 'numbers.csv', mimeType: 'text/csv', buffer });
    const sent: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
    await choose(Buffer.alloc(2_000_001, 'a'));
    await page.getByRole('alert').getByText('2 MB').waitFor();
    await choose(Buffer.from(`${head}\n5405;São Paulo`, 'latin1'));
    await page.getByRole('alert').getByText(say('agencyImport.notText')).waitFor();
    await choose(Buffer.from('name;colour\na;red\n'));
    await page.getByRole('cell').getByText('colour').waitFor();
    await choose(Buffer.from(`${head}\n${'5405;A-1;;true;true;true\n'.repeat(10_001)}`));
    await page.getByRole('cell').getByText('10000').waitFor();
    expect(sent).toEqual([]);
  });

  it('who registers one number by hand is shown what the engine refuses, beside its field', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    const query = new URLSearchParams(owner).toString();
    await signIn(person, await userOf(admin, ['broker']), `/agency?${query}`);
    const register = { name: say('agency.register'), exact: true };
    await page.getByRole('button', register).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(say('agency.insurer'), { exact: true }).selectOption('ins-5405');
    await dialog.getByLabel(say('agency.number'), { exact: true }).fill(`hand-${language}`);
    await dialog.getByLabel(say('agency.uniqueId')).fill('once');
    await dialog.getByRole('button', register).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('table').getByText(`hand-${language}`).waitFor();
    await page.getByRole('button', register).click();
    await dialog.getByLabel(say('agency.insurer'), { exact: true }).selectOption('ins-5405');
    await dialog.getByLabel(say('agency.number'), { exact: true }).fill('another');
    await dialog.getByLabel(say('agency.uniqueId')).fill('once');
    await dialog.getByRole('button', register).click();
    await dialog.getByText('one that was not used in this account before').last().waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
