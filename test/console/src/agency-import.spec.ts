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

/** As many lines as a file may have, with every column, the comment so many signs that a call writes as two. */
const wide = (comment: number): Buffer => {
  const names = 'supervisingAuthorityId;externalInsurerId;externalUniqueId;collectionType;internalComment';
  const lines = Array.from({ length: 10_000 }, (_, at) =>
    [`5405;w${at};c;false;false;true`, `;i${at};u${at};mga_collection;${'\\'.repeat(comment)}`].join(';'),
  );
  return Buffer.from([`${head};${names}`, ...lines].join('\n'));
};

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
    await choose(Buffer.from(`${head}\n5405;A-1;"two\nlines";true;true;"true\n5405;A-9;;true;true;true\n`));
    await page.getByRole('row', { name: /^3 /u }).getByText('a closing quote').waitFor();
    expect(await page.getByRole('button', { name: /^(?:Register|Registrar) \d/ }).count()).toBe(0);
    sent.length = 0;
    await choose(wide(130));
    await page.getByRole('alert').getByText(say('agencyImport.tooMuch')).waitFor();
    expect(sent).toEqual([]);
  });

  it('the largest file that the screen sends is one that the engine takes', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    await signIn(person, await userOf(admin, ['broker']), `/agency/import?${new URLSearchParams(owner).toString()}`);
    const sizes: number[] = [];
    page.on(
      'request',
      (request) => void (request.method() === 'POST' && sizes.push(request.postDataBuffer()?.length ?? 0)),
    );
    await page.getByLabel(say('agencyImport.file')).setInputFiles({ ...file(), buffer: wide(129) });
    await page.getByRole('button', { name: /^(?:Register|Registrar) 10/ }).waitFor();
    expect(Math.max(...sizes)).toBeGreaterThan(5_200_000);
  });

  it('a registration whose answer is lost is sent again with its key, and answered as the first one was', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    await signIn(person, await userOf(admin, ['broker']), `/agency/import?${new URLSearchParams(owner).toString()}`);
    await page.getByLabel(say('agencyImport.file')).setInputFiles(file('5405;lost-1;;false;false;true'));
    const confirm = page.getByRole('button', { name: /^(?:Register|Registrar) 1/ });
    await confirm.waitFor();
    const keys: (string | undefined)[] = [];
    await page.route(`**${path}`, async (route) => {
      const key = route.request().headers()['idempotency-key'];
      if (key === undefined) return route.continue();
      keys.push(key);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.fulfill({ contentType: 'application/json', body: '{' });
    });
    await confirm.click();
    await page.getByRole('alert').waitFor();
    expect((await kept()).map(([number]) => number)).toContain('lost-1');
    await confirm.click();
    await page
      .getByRole('status')
      .getByText(/^(?:Registered: 1 new, 0|Registrado: 1 novos, 0) /)
      .waitFor();
    expect(keys).toEqual([expect.any(String), keys[0]]);
  });

  it('who chooses another account has no longer the broker of the one before', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    await admin.post('/ops/v1/accounts', { name: `Outra ${language}` });
    const user = await userOf(admin, ['broker']);
    await signIn(person, user, `/agency/import?${new URLSearchParams(owner).toString()}`);
    await page.getByLabel(say('agencyImport.account')).selectOption({ label: `Outra ${language}` });
    await page.getByRole('button', { name: say('agencyImport.chooseOwner') }).click();
    await page.waitForURL((url) => url.searchParams.get('account_id') !== owner.account_id);
    expect(new URL(page.url()).searchParams.has('broker_id')).toBe(false);
  });

  it('who registers by hand chooses the insurer, and a number that is there changes only after its changes were seen', async () => {
    const person = await personAt(engine, { language });
    const { page, say } = person;
    await signIn(person, await userOf(admin, ['broker']), `/agency?${new URLSearchParams(owner).toString()}`);
    await admin.post(path, {
      ...owner,
      numbers: [
        {
          ...{ insurer: { id: 'ins-5405' }, agency_number: 'there', match_code: 'first', active: true },
          ...{ default_for_tenders: false, default_for_calculations: false },
        },
      ],
    });
    const matchCode = async () => (await kept()).find(([number]) => number === 'there')?.[1];
    const register = { name: say('agency.register'), exact: true };
    await page.getByRole('button', register).click();
    const dialog = page.getByRole('dialog');
    const insurer = dialog.getByLabel(say('agency.insurer'), { exact: true });
    await insurer.locator('option[value="ins-5405"]').waitFor({ state: 'attached' });
    expect(await insurer.inputValue()).toBe('');
    expect(await insurer.evaluate((select: HTMLSelectElement) => select.validity.valueMissing)).toBe(true);
    await insurer.selectOption('ins-5405');
    await dialog.getByLabel(say('agency.number'), { exact: true }).fill('there');
    await dialog.getByLabel(say('agency.matchCode'), { exact: true }).fill('second');
    await dialog.getByRole('button', register).click();
    await dialog.getByText(say('agency.isThere')).waitFor();
    expect([await dialog.locator('del').textContent(), await dialog.locator('ins').textContent()]).toEqual([
      ...['first', 'second'],
    ]);
    expect(await violations(page)).toEqual([]);
    expect(await matchCode()).toBe('first');
    await dialog.getByRole('button', { name: say('agency.update') }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await matchCode()).toBe('second');
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
