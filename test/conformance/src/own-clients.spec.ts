import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Call, type Client, type Engine } from '@affinity-engine/test-harness';
import { done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { AuditEntry, Listed } from './fixtures/wire.js';

type OwnClient = { readonly id: string; readonly name: string; readonly revoked_at: string | null };
type WithSecret = OwnClient & { readonly client_secret: string };

let engine: Engine;
let [admin, partner, otherPartner, anyone]: Client[] = [];
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, STRANGERS_PER_SECOND: '1000' } });
  [admin, partner, otherPartner] = (['admin', 'partner', 'otherPartner'] as const).map((who) => clientFor(engine, who));
  anyone = clientFor(engine, null);
});

const clientOf = async (partnerId: string, name = 'One more'): Promise<WithSecret> =>
  done(
    await (admin as Client).post<WithSecret>('/ops/v1/clients', { name, role: 'partner', partner_id: partnerId }),
    201,
  );
const listed = async (by: Client, call?: Call) =>
  done(await by.get<Listed<OwnClient>>('/v1/clients', { ...call, query: { rows: 100 } })).items;
const tokenWith = (id: string, secret: string) =>
  (anyone as Client).post<{ access_token: string }>('/oauth2/token', {
    ...{ grant_type: 'client_credentials', client_id: id, client_secret: secret },
  });

/** A page in which a developer of the partner came by a link. */
async function portal(): Promise<Call> {
  const path = `/ops/v1/partners/${engine.credentials.partner.id}/portal-links`;
  const token = done(await (admin as Client).post<{ url: string }>(path), 201).url.split('#')[1];
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await (anyone as Client).post('/session/portal', { token }, { headers });
  return { headers: { ...headers, cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' } };
}

describe('the clients of a partner', () => {
  it('are listed for its programs and its developers, without secrets, and no others', async () => {
    const { partner: own, otherPartner: other } = engine.credentials;
    const [made, foreign] = [await clientOf(own.id), await clientOf(other.id)];
    const seen = await listed(partner as Client);
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining([own.clientId, made.id]));
    expect(seen.map(({ id }) => id)).not.toContain(foreign.id);
    expect(seen.find(({ id }) => id === made.id)).toEqual({
      ...{ id: made.id, name: 'One more', created_at: expect.any(String), revoked_at: null },
    });
    expect(JSON.stringify(seen)).not.toContain(made.client_secret);
    expect(await listed(anyone as Client, await portal())).toEqual(seen);
    expect((await listed(otherPartner as Client)).map(({ id }) => id)).toContain(foreign.id);
    expect((await (admin as Client).get('/v1/clients')).status).toBe(403);
  });

  it.each(['a program', 'a developer in the portal'])(
    'get a new secret by %s: the old one ends at once',
    async (who) => {
      const made = await clientOf(engine.credentials.partner.id);
      const { access_token: token } = done(await tokenWith(made.id, made.client_secret));
      const path = `/v1/clients/${made.id}/rotate`;
      const by = who === 'a program' ? (partner as Client) : (anyone as Client);
      const call = who === 'a program' ? {} : await portal();
      const rotated = done(await by.post<WithSecret>(path, undefined, call));
      expect(rotated).toMatchObject({ id: made.id, name: 'One more', client_secret: expect.any(String) });
      expect((await tokenWith(made.id, made.client_secret)).status).toBe(401);
      const before = await (anyone as Client).get('/v1/clients', { headers: { authorization: `Bearer ${token}` } });
      expect(before.status).toBe(401);
      done(await tokenWith(made.id, rotated.client_secret));
      const query = { subject: made.id, action: 'client.rotated' };
      const [entry] = done(await (admin as Client).get<Listed<AuditEntry>>('/ops/v1/audit', { query })).items;
      const { clientId, id } = engine.credentials.partner;
      expect(entry?.actor).toBe(who === 'a program' ? clientId : `portal:${id}`);
    },
  );

  it('are not rotated once they were revoked: the secret would never be good', async () => {
    const { id } = await clientOf(engine.credentials.partner.id);
    done(await (admin as Client).post(`/ops/v1/clients/${id}/revoke`, undefined));
    const own = await (partner as Client).post(`/v1/clients/${id}/rotate`, undefined);
    expect([own.status, own.headers['error-code']]).toEqual([400, 'CLIENT-REVOKED']);
    const operated = await (admin as Client).post(`/ops/v1/clients/${id}/rotate`, undefined);
    expect([operated.status, operated.headers['error-code']]).toEqual([409, 'CLIENT-REVOKED']);
  });

  it('are rotated once by one key, with one secret', async () => {
    const made = await clientOf(engine.credentials.partner.id);
    const send = () =>
      (partner as Client).post<WithSecret>(`/v1/clients/${made.id}/rotate`, undefined, {
        headers: { 'idempotency-key': 'one' },
      });
    const [one, other] = [done(await send()), done(await send())];
    expect(other).toEqual(one);
    done(await tokenWith(made.id, one.client_secret));
  });

  it('of another partner, of operators and of nobody are unknown, and stay as they are', async () => {
    const { otherPartner: other, admin: operator } = engine.credentials;
    const foreign = await clientOf(other.id);
    const missing = '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51';
    for (const id of [foreign.id, operator.clientId, missing]) {
      for (const [by, call] of [
        [partner, {}],
        [anyone, await portal()],
      ] as const) {
        const { status, headers } = await (by as Client).post(`/v1/clients/${id}/rotate`, undefined, call);
        expect([status, headers['error-code']]).toEqual([404, 'CLIENT-UNKNOWN']);
      }
    }
    done(await tokenWith(foreign.id, foreign.client_secret));
  });
});
