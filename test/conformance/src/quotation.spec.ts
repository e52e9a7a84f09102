import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import * as acting from './fixtures/broker.js';
import { pdfText } from './fixtures/pdf-text.js';

let engine: Engine;
let broker: acting.Broker;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({
    env: { SANDBOX_CLOCK: '2022-11-13T12:00:00Z', LOG_LEVEL: 'debug', ...acting.unlimited },
  });
  broker = acting.brokerOf(engine);
  admin = clientFor(engine, 'admin');
});

const path = ({ quotationIdentifier }: acting.Item) => `/v1/quotation/100000/${quotationIdentifier}`;
const checkout = ({ quotationIdentifier }: acting.Item, more: object = {}) => ({
  registerNumber: acting.registerNumber,
  quotationIdentifier,
  ...more,
});
const codesOf = ({ errors }: acting.Failure): readonly string[] => errors.map(({ code }) => code);

type QuotationRead = {
  readonly item: acting.Item & {
    readonly answers: readonly { readonly code: string; readonly answer: unknown; readonly answerText: unknown }[];
    readonly schedule: readonly { readonly value: number; readonly tax: number }[];
  };
};

describe('a quotation', () => {
  it('is read with its answers, normalised, with their texts', async () => {
    const item = await acting.quoted(broker, 'TICKET', 2);
    const { item: read } = (await broker.get<QuotationRead>(path(item))).body;
    expect(read.status).toBe('Draft');
    expect(read.pricing).toEqual(item.pricing);
    const answerTo = (code: string) => read.answers.find((each) => each.code === code);
    expect(answerTo('IDENTITY')).toMatchObject({ answer: '52998224725', questionText: 'CPF ou CNPJ do segurado' });
    expect(answerTo('PERSON-TYPE')).toMatchObject({ answer: 'NATURAL', answerText: 'Pessoa física' });
    expect(answerTo('BROKERAGE-COMMISSION')).toMatchObject({ answer: '20' });
    expect(answerTo('DUE-DAY')).toMatchObject({ answer: 10 });
  });

  it('is edited under its identifier; a change of the price invalidates the earlier offers', async () => {
    const before = await acting.quoted(broker);
    const same = (
      await broker.contract({
        ...acting.contractingBody({ 'INSURED-NAME': 'Outra' }),
        quotationIdentifier: before.quotationIdentifier,
      })
    ).body.item;
    expect(same.pricing[0]?.variantIdentifier).toBe(before.pricing[0]?.variantIdentifier);
    const dearer = (
      await broker.contract({
        ...acting.contractingBody({ CLAIMS: 1 }),
        quotationIdentifier: before.quotationIdentifier,
      })
    ).body.item;
    expect(dearer.quotationIdentifier).toBe(before.quotationIdentifier);
    const refused = await broker.propose(acting.proposalBody(before, 'CREDIT-CARD', 1));
    expect([refused.status, refused.body.errors[0]?.properties]).toEqual([
      400,
      expect.arrayContaining(['PAYMENT-INSTALLMENT-IDENTIFIER']),
    ]);
    expect((await broker.propose(acting.proposalBody(dearer, 'CREDIT-CARD', 1))).status).toBe(200);
  });

  it('may be proposed several times, each time under the next number', async () => {
    const item = await acting.quoted(broker, 'TICKET', 3);
    const again = (await broker.propose(acting.proposalBody(item, 'CREDIT-CARD', 1))).body.item;
    expect([item, again].map(({ proposal }) => proposal.number.slice(-4))).toEqual(['0001', '0002']);
  });

  it('shows and prints the answers of the proposal in place of those of contracting, without blank ones', async () => {
    const contracting = acting.contractingBody({ 'INSURED-ADDRESS-COMPLEMENT': 'ap 5' });
    const { item } = (await broker.contract(contracting)).body;
    const changes = { 'INSURED-EMAIL': 'nova@example.com', 'INSURED-ADDRESS-COMPLEMENT': '' };
    const proposed = (await broker.propose(acting.proposalBody(item, 'TICKET', 3, changes))).body.item;
    const { answers } = (await broker.get<QuotationRead>(path(item))).body.item;
    expect(answers.find(({ code }) => code === 'INSURED-EMAIL')?.answer).toBe('nova@example.com');
    expect(answers.map(({ code }) => code)).not.toContain('INSURED-ADDRESS-COMPLEMENT');
    const document = await broker.client.get(proposed.proposal.documentUrl.replace(engine.baseUrl, ''));
    const text = await pdfText(document.bytes);
    expect([text.includes('nova@example.com'), /ines@example\.com|ap 5/.test(text)]).toEqual([true, false]);
  });

  it('has a document for the current proposal, but not for the one before', async () => {
    const item = await acting.quoted(broker);
    const urls = [];
    for (const method of ['CREDIT-CARD', 'TICKET']) {
      const { proposal } = (await broker.propose(acting.proposalBody(item, method, 1))).body.item;
      urls.push(proposal.documentUrl.replace(engine.baseUrl, ''));
    }
    const [before, standing] = await Promise.all(urls.map((url) => broker.client.get<acting.Failure>(url)));
    expect([before?.status, standing?.status]).toEqual([400, 200]);
    expect(codesOf(before?.body as acting.Failure)).toEqual(['PROPOSAL-SUPERSEDED']);
    expect(standing?.headers['content-disposition']).toContain('0002.pdf');
  });

  it('has one effect for one Idempotency-Key', async () => {
    const send = () =>
      broker.post<acting.Success>('/v1/quotation/contracting', acting.contractingBody(), { 'idempotency-key': 'one' });
    const [one, other] = [await send(), await send()];
    expect(other.body).toEqual(one.body);
    expect(other.headers['idempotency-replayed']).toBe('true');
  });

  it('is listed: searched, filtered, sorted, ten a page', async () => {
    for (const name of ['Zélia Única', 'Ana Única', 'Bia Única']) {
      await broker.contract(acting.contractingBody({ 'INSURED-NAME': name }));
    }
    type List = {
      readonly totalItems: number;
      readonly itemsPerPage: number;
      readonly list: readonly { readonly insuredName: string }[];
    };
    const names = async (query: Readonly<Record<string, string | number>>) =>
      (await broker.get<List>('/v1/quotation/100000/all', query)).body.list.map(({ insuredName }) => insuredName);
    expect(await names({ search: 'unica', sort: 'insuredname' })).toEqual(['Ana Única', 'Bia Única', 'Zélia Única']);
    expect(await names({ search: 'única', sort: '-status,-insuredname' })).toEqual([
      'Zélia Única',
      'Bia Única',
      'Ana Única',
    ]);
    expect(await names({ search: 'unica', status: 'Confirmed' })).toEqual([]);
    expect(await names({ search: 'unica', startDate: '2022-11-13', endDate: '2022-11-13' })).toHaveLength(3);
    expect(await names({ search: 'unica', endDate: '2022-11-12' })).toEqual([]);
    expect(await names({ search: 'unica', endDate: '9999-12-31' })).toHaveLength(3);
    expect(await names({ search: 'unica', product: 'DENTAL' })).toEqual([]);
    expect(await names({ search: 'unica', page: 2 })).toEqual([]);
    const { body } = await broker.get<List>('/v1/quotation/100000/all');
    expect(body).toMatchObject({ itemsPerPage: 10, success: true });
    expect(body.list.length).toBe(Math.min(10, body.totalItems));
  });
});

describe('checkout', () => {
  it('by card is accepted if the total is even in cents, and the card is not stored', async () => {
    const item = await acting.quoted(broker, 'CREDIT-CARD', 11);
    const answer = await broker.checkOut(checkout(item, { creditCard: acting.card }));
    expect([answer.status, answer.body]).toEqual([200, { success: true, executed: expect.any(String) }]);
    const { item: read } = (await broker.get<QuotationRead>(path(item))).body;
    expect(read.status).toBe('Confirmed');
    const cents = (pick: (line: { value: number; tax: number }) => number) =>
      read.schedule.reduce((sum, line) => sum + Math.round(pick(line) * 100), 0);
    expect([read.schedule.length, cents(({ value }) => value), cents(({ tax }) => tax)]).toEqual([11, 179_478, 12_335]);
    await engine.stop();
    const written = [
      engine.stderr(),
      engine.stdout(),
      ...filesUnder(engine.dataDir).map((file) => readFileSync(file, 'latin1')),
    ];
    expect(written.filter((text) => text.includes(acting.card.number) || text.includes(acting.card.name))).toEqual([]);
    await engine.restart();
    broker = acting.brokerOf(engine);
    admin = clientFor(engine, 'admin');
  });

  it('by card is refused in the sandbox if the total is odd in cents', async () => {
    // 1671.43 × 1.001 = 1673.10 and 7.38 % of it, 123.47: 1796.57.
    const odd = acting.contractingBody({ 'GRIEVANCE-DISCOUNT': '0.1' });
    const { item } = (await broker.contract(odd)).body;
    expect(Math.round((item.pricing[0]?.price['totalValue'] ?? 0) * 100) % 2).toBe(1);
    await broker.propose(acting.proposalBody(item, 'CREDIT-CARD', 1));
    const { status, body } = await broker.checkOut(checkout(item, { creditCard: acting.card }));
    expect([status, codesOf(body as acting.Failure)]).toEqual([400, ['PAYMENT-REFUSED']]);
    expect((await broker.get<QuotationRead>(path(item))).body.item.status).toBe('Draft');
  });

  it('by ticket refuses a card', async () => {
    const item = await acting.quoted(broker, 'TICKET', 2);
    const refused = await broker.checkOut(checkout(item, { creditCard: acting.card }));
    expect(refused.body).toMatchObject({
      errors: [{ code: 'INVALID-FORM-FIELD', properties: { validationType: 'Unknown', field: 'creditCard' } }],
    });
    expect(JSON.stringify(refused.body)).not.toContain(acting.card.number);
    expect((await broker.checkOut(checkout(item))).status).toBe(200);
  });

  it.each([
    ['number', { number: '4111111111111112' }],
    ['cvv', { cvv: '1' }],
    ['expiryYear', { expiryYear: 2021 }],
    ['billingAddress', { useCustomerAddress: false }],
  ])('names the field of a card that is wrong: %s', async (field, change) => {
    const item = await acting.quoted(broker, 'CREDIT-CARD');
    const { status, body } = await broker.checkOut(checkout(item, { creditCard: { ...acting.card, ...change } }));
    expect([status, (body as acting.Failure).errors[0]?.properties]).toEqual([
      400,
      { validationType: 'Invalid', field: `creditCard.${field}` },
    ]);
  });

  it('happens once', async () => {
    const item = await acting.quoted(broker, 'TICKET');
    const answers = await Promise.all(Array.from({ length: 10 }, () => broker.checkOut(checkout(item))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).flatMap(({ body }) => codesOf(body as acting.Failure));
    expect(new Set(codes)).toEqual(new Set(['QUOTATION-CONFIRMED']));
    for (const refused of [
      await broker.propose(acting.proposalBody(item, 'TICKET', 1)),
      await broker.contract({ ...acting.contractingBody(), quotationIdentifier: item.quotationIdentifier }),
    ]) {
      expect(codesOf(refused.body)).toEqual(['QUOTATION-CONFIRMED']);
    }
  });

  it('without a proposal is refused', async () => {
    const { body } = await broker.checkOut(checkout(await acting.quoted(broker)));
    expect(codesOf(body as acting.Failure)).toEqual(['PROPOSAL-MISSING']);
  });

  it('of a referred quotation waits for an operator', async () => {
    const { item } = (await broker.contract(acting.contractingBody({ CLAIMS: 1, RETROACTIVITY: 3 }))).body;
    expect(item.pricing[0]?.underwriting).toMatchObject({ approved: false, evaluations: [{ decision: 'refer' }] });
    const { proposal } = (await broker.propose(acting.proposalBody(item, 'TICKET', 1))).body.item;
    expect(codesOf((await broker.checkOut(checkout(item))).body as acting.Failure)).toEqual(['REFERRAL-OPEN']);
    const released = await admin.post(`/ops/v1/quotations/${item.quotationIdentifier}/release`, {
      proposal_number: proposal.number,
      reason: 'small claims',
    });
    expect(released.body).toMatchObject({ released: true, underwriting: 'refer' });
    expect((await broker.checkOut(checkout(item))).status).toBe(200);
  });

  it('of a referred quotation is looked at and declined by an underwriter, and can be proposed again', async () => {
    const { item } = (await broker.contract(acting.contractingBody({ CLAIMS: 1, RETROACTIVITY: 3 }))).body;
    const id = item.quotationIdentifier;
    const proposing = acting.proposalBody(item, 'TICKET', 1);
    const { proposal } = (await broker.propose(proposing)).body.item;
    const queue = async () => {
      const query = { status: 'draft', underwriting_state: 'referred', sort: 'created_at' };
      const { body } = await admin.get<{ items: readonly { id: string }[] }>('/ops/v1/quotations', { query });
      return body.items.map((each) => each.id);
    };
    expect((await queue()).at(-1)).toBe(id);
    const read = await admin.get(`/ops/v1/quotations/${id}`);
    expect(read.body).toMatchObject({
      ...{
        id,
        underwriting_state: 'referred',
        proposal: { number: proposal.number, installments: 1, declined: false },
      },
      variants: [{ is_proposed: true, decision: 'refer', evaluations: [{ decision: 'refer' }] }],
      answers: expect.arrayContaining([
        expect.objectContaining({ code: 'CLAIMS', text: expect.stringContaining('1') }),
      ]),
    });
    expect(JSON.stringify(read.body)).not.toMatch(/52998224725|529\.982\.247-25|ines@/);
    const revealed = await admin.post<{ document_url: string }>(`/ops/v1/quotations/${id}/reveal`, undefined);
    expect(JSON.stringify(revealed.body)).toMatch(/52998224725|529\.982\.247-25/);
    expect((await fetch(revealed.body.document_url)).headers.get('content-type')).toBe('application/pdf');
    const decide = (what: 'release' | 'decline', number: string) =>
      admin.post(`/ops/v1/quotations/${id}/${what}`, { proposal_number: number, reason: 'too many claims' });
    expect((await decide('decline', '00000000000000')).status).toBe(409);
    expect((await decide('decline', proposal.number)).body).toMatchObject({ underwriting_state: 'declined' });
    expect(await queue()).not.toContain(id);
    expect(codesOf((await broker.checkOut(checkout(item))).body as acting.Failure)).toEqual(['REFERRAL-DECLINED']);
    const again = (await broker.propose(proposing)).body.item;
    expect(codesOf((await broker.checkOut(checkout(item))).body as acting.Failure)).toEqual(['REFERRAL-OPEN']);
    expect((await decide('release', again.proposal.number)).body).toMatchObject({ underwriting_state: 'released' });
    expect((await broker.checkOut(checkout(item))).status).toBe(200);
    const trail = await admin.get<{ items: readonly { action: string }[] }>('/ops/v1/audit', {
      query: { subject: id },
    });
    expect(trail.body.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['quotation.declined', 'quotation.revealed', 'quotation.released']),
    );
  });
});

describe('operators', () => {
  it('see quotations that need enhanced diligence, in the quotation and in the trail', async () => {
    const item = await acting.quoted(broker);
    const pep = { PEP: 'RELATION', 'PEP-NAME': 'teste', 'PEP-PARENTING': 'SPOUSE', 'PEP-IDENTITY': '111.444.777-35' };
    await broker.propose(acting.proposalBody(item, 'TICKET', 1, pep));
    const { body } = await admin.get<{ items: readonly { id: string }[] }>('/ops/v1/quotations', {
      query: { enhanced_diligence: 'true' },
    });
    expect(body.items.map(({ id }) => id)).toContain(item.quotationIdentifier);
    const trail = await admin.get('/ops/v1/audit', { query: { subject: item.quotationIdentifier, rows: 1 } });
    expect(trail.body).toMatchObject({
      items: [{ action: 'quotation.proposed', details: { enhancedDiligence: true } }],
    });
  });

  it('find quotations by number, by words of the name, and by CPF, which is in no URL', async () => {
    const answers = { 'INSURED-NAME': 'Zuleica Figueirôa', IDENTITY: '390.533.447-05' };
    const { item } = (await broker.contract(acting.contractingBody(answers))).body;
    type Found = { items: readonly { id: string; number: string }[]; total: number; not_yet_found: number };
    const search = async (text: string) =>
      (await admin.post<Found>('/ops/v1/quotations/search', { search: text, rows: 100 })).body;
    await eventually(async () =>
      expect(await search('figueiroa zuleica')).toMatchObject({ total: 1, not_yet_found: 0 }),
    );
    const [found] = (await search('figueiroa zuleica')).items;
    expect(found?.id).toBe(item.quotationIdentifier);
    for (const text of [found?.number ?? '', '39053344705', '390.533.447-05']) {
      expect([text, (await search(text)).items.map(({ id }) => id)]).toEqual([text, [item.quotationIdentifier]]);
    }
    expect(await search('Figueir')).toMatchObject({ items: [], total: 0 });
    const blank = await admin.post('/ops/v1/quotations/search', { search: '' });
    expect([blank.status, JSON.stringify(blank.body)]).toEqual([400, expect.stringContaining('search')]);
  });

  it('make, rotate and revoke keys; one subscription never sees another’s quotations', async () => {
    type WithKey = { readonly id: string; readonly subscription_key: string };
    const input = { name: 'Outra corretora', register_numbers: ['100000'] };
    const { body: made } = await admin.post<WithKey>('/ops/v1/subscriptions', input);
    const other = acting.brokerOf(engine, made.subscription_key);
    const item = await acting.quoted(broker, 'TICKET');
    for (const refused of [
      await other.get<acting.Failure>(path(item)),
      await other.propose(acting.proposalBody(item, 'TICKET', 1)),
      await other.checkOut(checkout(item)),
      await other.contract({ ...acting.contractingBody(), quotationIdentifier: item.quotationIdentifier }),
    ]) {
      expect([refused.status, codesOf(refused.body as acting.Failure)]).toEqual([400, ['QUOTATION-NOT-FOUND']]);
    }
    const { body: rotated } = await admin.post<WithKey>(`/ops/v1/subscriptions/${made.id}/rotate`);
    expect((await other.get(`/v1/quotation/100000/all`)).status).toBe(401);
    expect((await acting.brokerOf(engine, rotated.subscription_key).get('/v1/quotation/100000/all')).status).toBe(200);
    await admin.post(`/ops/v1/subscriptions/${made.id}/revoke`);
    expect((await acting.brokerOf(engine, rotated.subscription_key).get('/v1/quotation/100000/all')).status).toBe(401);
  });
});

describe('a subscription of a partner linked to a group', () => {
  it('sells what the group admits, and gets every reason against other sales', async () => {
    const partnerId = engine.credentials.otherPartner.id;
    const input = { name: 'Clube', register_numbers: ['100000'], partner_id: partnerId };
    const { body } = await admin.post<{ readonly subscription_key: string }>('/ops/v1/subscriptions', input);
    const club = acting.brokerOf(engine, body.subscription_key);
    expect((await club.contract(acting.contractingBody())).status).toBe(200);
    const code = await admin.patch(`/ops/v1/partners/${partnerId}`, { default_producer_code: 'pc:8' });
    expect(code.status).toBe(200);
    const refused = await club.contract(acting.contractingBody());
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [expect.objectContaining({ code: 'PRODUCER-CODE-NOT-IN-GROUP', properties: { affinityGroup: 'pc:909' } })],
    ]);
    expect((await broker.contract(acting.contractingBody())).status).toBe(200);

    await admin.patch(`/ops/v1/partners/${partnerId}`, { default_producer_code: 'pc:6' });
    const item = await acting.quoted(club, 'TICKET');
    const switched = (active: boolean) =>
      admin.patch('/admin/v1/producer-codes/pc:6', { data: { attributes: { active } } });
    await switched(false);
    const late = await club.checkOut(checkout(item));
    expect([late.status, codesOf(late.body as acting.Failure)]).toEqual([400, ['PRODUCER-CODE-INACTIVE']]);
    await switched(true);
    expect((await club.checkOut(checkout(item))).status).toBe(200);

    const nobody = { ...input, partner_id: 'nobody' };
    expect((await admin.post('/ops/v1/subscriptions', nobody)).status).toBe(404);
  });
});

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    return statSync(file).isDirectory() ? filesUnder(file) : [file];
  });
}
