import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, eventually, startEngine, type Call, type Client, type Engine } from '@affinity-engine/test-harness';
import * as acting from './fixtures/broker.js';
import { catalogueWithCallback } from './fixtures/catalogue.js';
import { contract, done } from './fixtures/partner-day.js';
import { holder } from './fixtures/samples.js';
import type { Listed, Problem } from './fixtures/wire.js';

type Session = { readonly insurer_ids: readonly string[] };
type User = Session & { readonly id: string };
type Overview = { readonly referred_quotations: number; readonly unanswered_questions: number };
type Quotations = { readonly items: readonly { readonly id: string }[]; readonly total: number };

/** Who carries the quotation and who the bike, in the demo's catalogue; a third one carries neither. */
const [ofQuotation, ofBike, another] = ['ins-5036', 'ins-61234', 'ins-5405'] as const;
const password = 'correct horse battery staple';

let engine: Engine;
let admin: Client;
let browser: Client;
/** A quotation that waits for an underwriter, and a risk that waits for its insurer. */
let quotation: acting.Item;
let risk: string;
beforeAll(async () => {
  engine = await startEngine({
    env: {
      ...{ SANDBOX_CLOCK: '2022-11-13T12:00:00Z', STRANGERS_PER_SECOND: '1000', ...acting.unlimited },
      ...{ CATALOGUE_DIR: catalogueWithCallback(), INSURER_DELAY_SECONDS: '0' },
    },
  });
  [admin, browser] = [clientFor(engine, 'admin'), clientFor(engine, null)];
  const broker = acting.brokerOf(engine);
  const { item } = (await broker.contract(acting.contractingBody({ CLAIMS: 1, RETROACTIVITY: 3 }))).body;
  quotation = (await broker.propose(acting.proposalBody(item, 'TICKET', 1))).body.item;
  risk = (await contract(clientFor(engine, 'partner'), 'bike')).id;
});

let made = 0;
/** A page of the engine in which such a person is signed in. */
async function pageOf(roles: readonly string[], insurerIds: readonly string[]): Promise<Call> {
  made += 1;
  const email = `ana${made}@example.com`;
  const body = { name: 'Ana Souza', email, roles, password, insurer_ids: insurerIds };
  done(await admin.post('/ops/v1/users', body), 201);
  const headers = { 'sec-fetch-site': 'same-origin' };
  const signedIn = await browser.post<Session>('/session', { email, password }, { headers });
  expect(done(signedIn).insurer_ids).toEqual(insurerIds);
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  expect(done(await browser.get<Session>('/session', { headers: { cookie } })).insurer_ids).toEqual(insurerIds);
  return { headers: { ...headers, cookie } };
}

const pathOf = (id: string, what = '') => `/ops/v1/quotations/${id}${what}`;
const decision = (number = '00000000000000') => ({ proposal_number: number, reason: 'looked at' });
const missing = '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51';

/** Of an answer all but its reference. */
const refusalOf = async (answer: Promise<{ readonly status: number; readonly body: unknown }>) => {
  const { status, body } = await answer;
  return [status, (body as Problem).code];
};

describe('an underwriter', () => {
  it.each<[readonly string[], readonly string[], boolean, boolean]>([
    [['underwriter'], [], true, true],
    [['underwriter'], [ofQuotation], true, false],
    [['underwriter'], [ofBike], false, true],
    [['underwriter'], [another], false, false],
    [['underwriter'], [ofQuotation, ofBike], true, true],
    // Another role that reads them all is not bound by what the underwriter is.
    [['underwriter', 'admin'], [another], true, true],
    [['underwriter', 'broker'], [another], true, false],
    [['underwriter', 'operations'], [another], false, true],
  ])('%j of %j sees in lists: the quotation %j, the question %j', async (roles, ids, seesQuotation, seesQuestion) => {
    const call = await pageOf(roles, ids);
    const found = done(await browser.get<Quotations>('/ops/v1/quotations', call));
    expect([found.items.map(({ id }) => id), found.total]).toEqual(
      seesQuotation ? [[quotation.quotationIdentifier], 1] : [[], 0],
    );
    const read = await browser.get(pathOf(quotation.quotationIdentifier), call);
    expect(read.status).toBe(seesQuotation ? 200 : 404);
    const questions = '/ops/v1/insurer-questions';
    const asked = done(await browser.get<Listed<{ affinity_id: string }>>(questions, call));
    expect(asked.items.map(({ affinity_id: id }) => id)).toEqual(seesQuestion ? [risk] : []);
    const certificates = done(await browser.get<Listed<{ id: string }>>('/ops/v1/affinities', call));
    expect(certificates.items.map(({ id }) => id)).toEqual(seesQuestion ? [risk] : []);
    for (const what of ['', '/timeline'])
      expect((await browser.get(`/ops/v1/affinities/${risk}${what}`, call)).status).toBe(seesQuestion ? 200 : 404);
    const search = { search: '529.982.247-25' };
    const numbered = done(await browser.post<Quotations>('/ops/v1/quotations/search', search, call));
    expect(numbered.total).toBe(seesQuotation ? 1 : 0);
    const query = { insurer_id: ofBike };
    const ofOne = done(await browser.get<Listed<unknown>>(questions, { ...call, query }));
    expect(ofOne.items).toHaveLength(seesQuestion ? 1 : 0);
  });

  it('finds no person by the certificate of another insurer', async () => {
    const { id } = await contract(clientFor(engine, 'partner'), 'personal-life');
    const found = async (call?: Call) => {
      const body = { cpf: holder.cpf };
      const answer = await (call === undefined ? admin : browser).post<Listed<{ id: string }>>(
        '/ops/v1/affinities/search',
        body,
        call,
      );
      return done(answer).items.map((each) => each.id);
    };
    await eventually(async () => expect(await found()).toEqual([id]));
    expect(await found(await pageOf(['underwriter'], []))).toEqual([id]);
    expect(await found(await pageOf(['underwriter'], [ofBike]))).toEqual([]);
  });

  it('sees on Home what its insurers sold, and no premium of others', async () => {
    const sold = async (call: Call) => {
      const query = { from: '2022-11-13', to: '2022-11-13' };
      const series = done(
        await browser.get<Listed<{ contracted: number; premium: object }>>('/ops/v1/series', { ...call, query }),
      );
      const overview = done(
        await browser.get<{ contracted_today: number; last_contracted_at: string | null }>('/ops/v1/overview', call),
      );
      return [
        overview.contracted_today,
        series.items[0]?.contracted,
        Object.keys(series.items[0]?.premium ?? {}),
        overview.last_contracted_at,
      ];
    };
    expect(await sold(await pageOf(['underwriter'], [ofBike]))).toEqual([1, 1, ['BRL'], expect.any(String)]);
    expect(await sold(await pageOf(['underwriter'], [another]))).toEqual([0, 0, [], null]);
  });

  it('reads, reveals and decides no quotation of another insurer: it is as if there were none', async () => {
    const call = await pageOf(['underwriter'], [ofBike]);
    for (const id of [quotation.quotationIdentifier, missing]) {
      const answers = [
        browser.get(pathOf(id), call),
        browser.post(pathOf(id, '/reveal'), undefined, call),
        browser.post(pathOf(id, '/release'), decision(quotation.proposal.number), call),
        browser.post(pathOf(id, '/decline'), decision(quotation.proposal.number), call),
      ];
      expect(await Promise.all(answers.map(refusalOf))).toEqual(answers.map(() => [404, 'QUOTATION-NOT-FOUND']));
    }
    const trail = done(await admin.get<Listed<{ action: string }>>('/ops/v1/audit', { query: { rows: 100 } })).items;
    expect(trail.map(({ action }) => action)).not.toContain('quotation.revealed');
  });

  it('of a role that may read all decides for its own insurers alone', async () => {
    const call = await pageOf(['underwriter', 'broker'], [another]);
    const id = quotation.quotationIdentifier;
    done(await browser.get(pathOf(id), call));
    expect(await refusalOf(browser.post(pathOf(id, '/decline'), decision(quotation.proposal.number), call))).toEqual([
      404,
      'QUOTATION-NOT-FOUND',
    ]);
  });

  it('answers for its own insurers, and counts what waits for it', async () => {
    const foreign = await pageOf(['underwriter'], [ofQuotation]);
    for (const id of [risk, missing]) {
      const answer = browser.post(`/ops/v1/affinities/${id}/insurer-answer`, { outcome: 'issued' }, foreign);
      expect(await refusalOf(answer)).toEqual([404, 'AFFINITY-UNKNOWN']);
    }
    const own = await pageOf(['underwriter'], [ofBike]);
    const waiting = async (call: Call) => {
      const { referred_quotations: referred, unanswered_questions: unanswered } = done(
        await browser.get<Overview>('/ops/v1/overview', call),
      );
      return [referred, unanswered];
    };
    expect([await waiting(foreign), await waiting(own)]).toEqual([
      [1, 0],
      [0, 1],
    ]);
    done(await browser.post(`/ops/v1/affinities/${risk}/insurer-answer`, { outcome: 'issued' }, own));
    expect(await waiting(own)).toEqual([0, 0]);
    done(
      await browser.post(
        pathOf(quotation.quotationIdentifier, '/release'),
        decision(quotation.proposal.number),
        foreign,
      ),
    );
    expect(await waiting(foreign)).toEqual([0, 0]);
  });
});

describe('the insurers of a user', () => {
  it('are those of the catalogue, and an underwriter’s alone', async () => {
    const user = { name: 'Ana', email: 'new@example.com', roles: ['underwriter'], password };
    const refused = async (fields: object) => {
      const answer = await admin.post<Problem & { faults: readonly { path: string }[] }>('/ops/v1/users', {
        ...user,
        ...fields,
      });
      return [answer.status, answer.body.faults.map(({ path }) => path)];
    };
    expect(await refused({ insurer_ids: [ofBike, 'ins-none'] })).toEqual([400, ['insurer_ids[1]']]);
    expect(await refused({ insurer_ids: [ofBike], roles: ['broker'] })).toEqual([400, ['insurer_ids']]);
    const { id, insurer_ids: none } = done(await admin.post<User>('/ops/v1/users', user), 201);
    expect(none).toEqual([]);
    const changed = await admin.patch<User>(`/ops/v1/users/${id}`, { insurer_ids: [ofBike] });
    expect(done(changed).insurer_ids).toEqual([ofBike]);
    const { items } = done(await admin.get<Listed<User>>('/ops/v1/users', { query: { rows: 100 } }));
    expect(items.find((each) => each.id === id)).toEqual(changed.body);
    expect((await admin.patch(`/ops/v1/users/${id}`, { insurer_ids: ['ins-none'] })).status).toBe(400);
  });
});
