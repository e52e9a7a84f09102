import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, startReceiver } from '@affinity-engine/test-harness';
import type { Client, Engine, Receiver } from '@affinity-engine/test-harness';
import {
  aNumber,
  apiUser,
  at5405,
  brokerOf,
  contract,
  contractingBody,
  done,
  holder,
  proposalBody,
  subscriber,
} from '@affinity-engine/test-conformance';
import { personAt, problemsOfPages, signIn } from './browser.js';
import { userOf } from './people.js';

let engine: Engine;
let admin: Client;
let receiver: Receiver;
beforeAll(async () => {
  const env = {
    SANDBOX_CLOCK: '2026-01-15T12:00:00Z',
    STRANGERS_PER_SECOND: '10000',
    WEBHOOK_BACKOFF_SECONDS: '0.2,0.5',
  };
  engine = await startEngine({ env });
  admin = clientFor(engine, 'admin');
  receiver = await startReceiver();
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

/** One person's CPF is not another one's: tests find their own. */
const cpfs = { en: '11144477735', 'pt-BR': '39053344705' } as const;

describe.each(['en', 'pt-BR'] as const)('in %s', (language) => {
  const signedIn = async (role: string) => {
    const person = await personAt(engine, { language });
    await signIn(person, await userOf(admin, [role]));
    return person;
  };

  it('operations finds a certificate by CPF, sees what a cancellation gives back, and cancels', async () => {
    const its = await subscriber(admin, receiver);
    const partner = clientFor(engine, its.credentials);
    const { id } = await contract(partner, 'personal-life', {
      affinity_holder: { ...holder, cpf: cpfs[language] },
    });
    const { page, say } = await signedIn('operations');
    await page.keyboard.press('Control+k');
    await page.getByLabel(say('search.label')).fill(cpfs[language]);
    await page.keyboard.press('Enter');
    await page.getByText(say('search.by.cpf')).waitFor();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('button', { name: say('certificate.reveal') }).click();
    await page.getByText(holder.contact.email).waitFor();
    await page.getByRole('link', { name: say('certificate.cancel'), exact: true }).click();
    await page.getByRole('button', { name: say('cancellation.preview') }).click();
    await page.getByText(say('cancellation.refund')).first().waitFor();
    const act = page.getByRole('button', { name: say('cancellation.act') });
    expect(await act.isDisabled()).toBe(true);
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    const number = /[0-9A-F]{4}(?:-[0-9A-F]{4}){3}/.exec(title ?? '')?.[0] ?? '';
    await page.locator('#typed').fill(number);
    const typed = page.url();
    await page.keyboard.press('Control+k');
    await page.getByLabel(say('search.label')).fill(number.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('table').getByRole('link', { name: number }).waitFor();
    await page.goto(typed);
    await page.getByRole('button', { name: say('cancellation.preview') }).click();
    await page.locator('#typed').fill(number);
    await act.click();
    await page.getByText(say('certificateStatus.2')).first().waitFor();
    expect(done(await partner.get<{ status: number }>(`/v1/affinity/${id}`)).status).toBe(2);
  });

  it('a partner’s developer comes by a link that is good once, and sends an event again', async () => {
    const its = await subscriber(admin, receiver);
    await contract(clientFor(engine, its.credentials));
    const first = await personAt(engine, { language });
    await signIn(first, await userOf(admin, ['operations']), `/partners/${its.partnerId}`);
    await first.page.getByRole('button', { name: first.say('partners.portalLink') }).click();
    await first.page.getByRole('button', { name: first.say('partners.makeLink') }).click();
    const link = (await first.page.locator('.secret code').textContent()) ?? '';
    const { page, say } = await personAt(engine, { language });
    await page.goto(link);
    await page.getByRole('button', { name: say('portal.act') }).click();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('places.webhooks') })
      .click();
    await page.getByRole('link', { name: receiver.url(its.path) }).click();
    await page.getByRole('table').getByRole('link', { name: 'affinity.issued' }).click();
    const before = receiver.received(its.path).length;
    await page.getByRole('button', { name: say('delivery.replay') }).click();
    await page.getByText(say('delivery.isReplay')).waitFor();
    expect(receiver.received(its.path)).toHaveLength(before + 1);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('places.clock') })
      .click();
    await page.getByRole('button', { name: say('clock.advance') }).waitFor();
    const late = await personAt(engine, { language });
    await late.page.goto(link);
    await late.page.getByRole('button', { name: say('portal.act') }).click();
    await late.page.getByRole('alert').waitFor();
  });

  it('an underwriter sees why a quotation was referred, and releases it', async () => {
    const broker = brokerOf(engine);
    const { item } = (
      await broker.contract(contractingBody({ CLAIMS: 1, RETROACTIVITY: 3, 'START-VIGENCY-DATE': '2026-02-01' }))
    ).body;
    const { proposal } = (await broker.propose(proposalBody(item, 'TICKET', 1))).body.item;
    const { page, say } = await signedIn('underwriter');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('places.underwriting') })
      .click();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByText(say('decision.refer')).first().waitFor();
    await page.getByRole('button', { name: say('quotation.release') }).click();
    await page.getByRole('dialog').getByLabel(say('quotation.reason')).fill('small claims');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('quotation.release') })
      .click();
    await page.getByText(say('underwritingState.released'), { exact: true }).waitFor();
    const read = await admin.get<{ released: boolean }>(`/ops/v1/quotations/${item.quotationIdentifier}`);
    expect(read.body.released).toBe(true);
    await page.keyboard.press('Control+k');
    await page.getByLabel(say('search.label')).fill(proposal.number);
    await page.keyboard.press('Enter');
    const found = page.getByRole('table', { name: say('search.quotations') });
    await found.getByText(proposal.number).waitFor();
    await found.getByText(say('underwritingState.released')).waitFor();
  });

  it('a broker administrator reads which number is the default, and why another is not', async () => {
    const user = await apiUser(engine);
    const numbers = [`${language}-1`, `${language}-2`].map((number) => aNumber(number, { defaultForTenders: true }));
    for (const number of numbers) await user.register(at5405(number));
    const { page, say } = await signedIn('broker');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('places.agency') })
      .click();
    await page.getByLabel(say('agency.account')).selectOption({ label: 'Demo account' });
    await page.getByRole('button', { name: say('common.filter') }).click();
    await page.getByLabel(say('agency.broker')).selectOption({ label: 'Demo broker' });
    await page.getByLabel(say('agency.insurer')).selectOption('ins-5405');
    await page.getByRole('button', { name: say('common.filter') }).click();
    const tenders = page.getByRole('table', { name: say('agency.tenders') });
    const row = (number: string) => tenders.getByRole('row').filter({ hasText: number });
    await row(`${language}-2`).getByText(say('agency.verdicts.default')).waitFor();
    await row(`${language}-1`).getByText(say('agency.verdicts.sent-earlier')).waitFor();
  });

  it('a programme administrator reads what stands against a sale, and mends the group', async () => {
    const name = `Clube ${language}`;
    const dates = { startDate: '2020-01-01T00:00:00.000Z', endDate: '2025-01-01T00:00:00.000Z' };
    const attributes = { affinityGroupType: { code: 'Open' }, name, products: ['auto'], ...dates };
    const made = await admin.post<{ data: { attributes: { id: string } } }>('/admin/v1/affinity-groups', {
      data: { attributes },
    });
    const { id } = done(made, 201).data.attributes;
    const code = { data: { attributes: { producerCode: { id: 'pc:6' } } } };
    done(await admin.post(`/admin/v1/affinity-groups/${id}/producer-codes`, code), 201);
    const its = await subscriber(admin, receiver);
    const groups = { affinity_group_ids: [id], default_producer_code: 'pc:6' };
    done(await admin.patch(`/ops/v1/partners/${its.partnerId}`, groups));
    const { page, say } = await signedIn('programme');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('places.programme') })
      .click();
    const test = async () => {
      await page.getByLabel(say('programme.partner'), { exact: true }).selectOption(its.partnerId);
      await page.getByLabel(say('programme.product'), { exact: true }).selectOption('auto');
      await page.getByRole('button', { name: say('programme.test') }).click();
    };
    await test();
    await page.getByText(say('programme.notEligible')).waitFor();
    await page
      .getByRole('table', { name: say('programme.reasons') })
      .getByText('ENDED')
      .first()
      .waitFor();
    await page
      .getByRole('row')
      .filter({ hasText: name })
      .getByRole('button', { name: say('programme.change') })
      .click();
    await page.getByLabel(say('programme.end')).fill('2030-01-01');
    await page.getByRole('button', { name: say('programme.save') }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await test();
    await page.getByText(say('programme.eligible'), { exact: true }).waitFor();
  });

  it('compliance finds a person, sees what would be erased, and erases it', async () => {
    const cpf = { en: '15350946056', 'pt-BR': '86288366757' }[language];
    const partner = clientFor(engine, 'partner');
    const { id } = await contract(partner, 'personal-life', { affinity_holder: { ...holder, cpf } });
    const { page, say } = await signedIn('compliance');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: say('places.dataSubjects') })
      .click();
    await page.getByLabel(say('dataSubjects.cpf')).fill(cpf);
    await page.getByRole('button', { name: say('dataSubjects.search') }).click();
    await page.getByRole('link', { name: id }).waitFor();
    await page.getByRole('button', { name: say('dataSubjects.erase') }).click();
    await page.getByText(say('dataSubjects.wouldErase')).waitFor();
    await page.getByRole('button', { name: say('dataSubjects.eraseNow') }).click();
    await page.getByText(say('dataSubjects.erased')).waitFor();
    await eventually(async () => {
      const read = await admin.get<{ affinity_holder: object | null }>(`/ops/v1/affinities/${id}`);
      expect(read.body.affinity_holder).toBeNull();
    });
  });
});
