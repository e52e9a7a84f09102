import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import {
  availableCodesPath,
  body,
  codesPath,
  groupsPath,
  named,
  type Associated,
  type CloudError,
  type Code,
  type Many,
  type One,
  type Organization,
} from './fixtures/groups.js';
import { done } from './fixtures/partner-day.js';
import type { AuditEntry, Listed } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;
let account: Client;

beforeAll(async () => {
  engine = await startEngine();
  admin = clientFor(engine, 'admin');
  account = clientFor(engine, 'account');
});

const of909 = `${groupsPath}/pc:909/producer-codes`;
const codesOf = async (path = of909) =>
  done(await admin.get<Many<Associated>>(path)).data.map(({ attributes }) => attributes);
let counted = 0;
const aCode = async (attributes: object = {}) => {
  counted += 1;
  const given = { code: `900-${counted}`, organization: { id: 'pc:5' }, roles: [{ id: 'account' }], ...attributes };
  return done(await admin.post<One<Code>>(codesPath, body(given)), 201).data;
};
const aGroup = async () => {
  const sent = body({ affinityGroupType: { code: 'Closed' }, name: 'Closed' });
  const { data } = done(await admin.post<One<{ id: string }>>(groupsPath, sent), 201);
  return `${groupsPath}/${data.attributes.id}/producer-codes`;
};

describe('the published examples of producer codes', () => {
  it('pc:909 has its two codes; pc:8 is associated, and removed again', async () => {
    const printed = [
      { id: 'pc:6', producerCode: { displayName: '100-002541', id: 'pc:6' } },
      { id: 'pc:7', producerCode: { displayName: '501-002542', id: 'pc:7' } },
    ];
    const listed = done(await admin.get<Many<Associated>>(of909));
    expect(listed.count).toBe(2);
    expect(listed.data.map(({ attributes }) => attributes)).toEqual(printed);

    const made = await admin.post<One<Associated>>(of909, {
      data: { attributes: { producerCode: { id: 'pc:8' } } },
    });
    expect(done(made, 201).data.attributes).toEqual({
      id: 'pc:8',
      producerCode: { displayName: '501-002543', id: 'pc:8' },
    });
    expect(made.headers['location']).toBe(`${of909}/pc:8`);
    expect((await codesOf()).map(({ id }) => id)).toEqual(['pc:6', 'pc:7', 'pc:8']);
    expect(done(await admin.get<One<Associated>>(`${of909}/pc:8`))).toEqual(made.body);

    const removed = await admin.delete(`${of909}/pc:8`);
    expect([removed.status, removed.bytes.length]).toEqual([204, 0]);
    expect(await codesOf()).toEqual(printed);
    done(await admin.get(`${codesPath}/pc:8`));
    const trail = done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject: 'pc:909' } })).items;
    expect(trail.slice(0, 2).map(({ action, actor, details }) => [action, actor, details])).toEqual([
      ['affinity-group.code-removed', engine.credentials.admin.clientId, { producerCodeId: 'pc:8' }],
      ['affinity-group.code-associated', engine.credentials.admin.clientId, { producerCodeId: 'pc:8' }],
    ]);
  });

  it('the codes themselves are the organization’s', async () => {
    const { attributes } = done(await admin.get<One<Code>>(`${codesPath}/pc:6`)).data;
    expect(attributes).toMatchObject({ id: 'pc:6', code: '100-002541', organization: { id: 'pc:5' }, active: true });
  });
});

describe('an association', () => {
  it.each([
    ['a code there is none of', { producerCode: { id: 'pc:404' } }, 'producerCode.id'],
    ['a code that is associated already', { producerCode: { id: 'pc:6' } }, 'producerCode.id'],
    ['no code', {}, 'producerCode'],
    ['two codes', { producerCode: [{ id: 'pc:8' }, { id: 'pc:6' }] }, 'producerCode'],
  ])('with %s is refused', async (_, attributes, place) => {
    const answer = await admin.post<CloudError>(of909, body(attributes));
    expect([answer.status, answer.body.errorCode]).toEqual([400, 'BadInputException']);
    expect(named(answer)).toEqual([`data.attributes.${place}`]);
  });

  it('is refused with all problems at once', async () => {
    const answer = await admin.post<CloudError>(`${of909}?fields=colour`, {
      data: { attributes: { producerCode: { id: 'pc:6' }, size: 1 } },
      more: 1,
    });
    const places = ['data.attributes.producerCode.id', 'data.attributes.size', 'fields', 'more'];
    expect([...named(answer)].sort()).toEqual(places);
  });

  it.each([
    ['of a code that is not associated', `${of909}/pc:9`],
    ['of a code there is none of', `${of909}/pc:404`],
    ['of a group there is none of', `${groupsPath}/pc:404/producer-codes/pc:6`],
  ])('%s is neither read nor removed', async (_, path) => {
    expect([(await admin.get(path)).status, (await admin.delete(path)).status]).toEqual([404, 404]);
  });

  it('of an unknown group is not listed', async () => {
    expect((await admin.get(`${groupsPath}/pc:404/producer-codes`)).status).toBe(404);
  });

  it('may be made with an open group', async () => {
    const path = `${groupsPath}/pc:707/producer-codes`;
    done(await admin.post(path, body({ producerCode: { id: 'pc:9' } })), 201);
    expect((await codesOf(path)).map(({ id }) => id)).toEqual(['pc:9']);
  });

  it('is removed if the supplied checksum is current, but not if it was made again since', async () => {
    const path = await aGroup();
    const associate = async () =>
      done(await admin.post<One<Associated>>(path, body({ producerCode: { id: 'pc:8' } })), 201).data.checksum;
    const first = await associate();
    const remove = (checksum: string) =>
      admin.delete<CloudError>(`${path}/pc:8`, undefined, { headers: { 'GW-Checksum': checksum } });
    expect((await remove(first)).status).toBe(204);
    const second = await associate();
    const late = await remove(first);
    expect([late.status, late.body.errorCode]).toEqual([409, 'ChecksumMismatchException']);
    expect(late.body.details[0]?.properties).toEqual({ suppliedChecksum: first, currentChecksum: second });
    expect((await codesOf(path)).map(({ id }) => id)).toEqual(['pc:8']);
  });
});

describe('producer codes', () => {
  it('are all shown to an operator; an account sees those it may use', async () => {
    const inactive = await aCode({ active: false });
    const foreign = await aCode({ roles: [{ id: 'admin' }] });
    const own = await aCode();
    const shown = async (client: Client, path: string) =>
      done(await client.get<Many<Code>>(path, { query: { pageSize: 100 } })).data.map(({ attributes }) => attributes);
    const idsOf = (codes: readonly Code[]) => codes.map(({ id }) => id);
    const [all, available] = [await shown(admin, codesPath), await shown(account, availableCodesPath)];
    const mine = [inactive, foreign, own].map(({ attributes }) => attributes.id);
    expect(idsOf(all)).toEqual(expect.arrayContaining(['pc:6', 'pc:7', 'pc:8', ...mine]));
    expect(all.filter(({ active }) => active === false).length).toBeGreaterThan(1);
    expect(idsOf(available)).toEqual(expect.arrayContaining(['pc:6', 'pc:7', 'pc:8', own.attributes.id]));
    const hidden = all.filter(({ active }) => active === false).map(({ id }) => id);
    for (const id of [...hidden, foreign.attributes.id]) expect(idsOf(available)).not.toContain(id);
    expect(new Set(available.flatMap((code) => Object.keys(code)))).toEqual(
      new Set(['id', 'code', 'description', 'organization']),
    );
  });

  it('show an account only its own fields, also on request and in filters', async () => {
    for (const query of ['fields=roles', 'filter=active:eq:true', 'sort=active']) {
      const answer = await account.get<CloudError>(`${availableCodesPath}?${query}`);
      expect([answer.status, answer.body.errorCode]).toEqual([400, 'BadInputException']);
    }
  });

  it('are not shown to an account once they are inactive', async () => {
    const { attributes, checksum } = await aCode();
    const listed = async () =>
      done(await account.get<Many<Code>>(`${availableCodesPath}?filter=id:eq:pc::${attributes.id.slice(3)}`)).count;
    expect(await listed()).toBe(1);
    const path = `${codesPath}/${attributes.id}`;
    const changed = done(await admin.patch<One<Code>>(path, body({ active: false }, checksum)));
    expect(changed.data.attributes).toEqual({ ...attributes, active: false });
    expect(await listed()).toBe(0);
    expect((await admin.patch<CloudError>(path, body({ active: true }, checksum))).body.errorCode).toBe(
      'ChecksumMismatchException',
    );
  });

  it.each([
    ['without anything', {}, ['code', 'organization', 'roles']],
    ['written like another', { code: '100-002541', organization: { id: 'pc:5' }, roles: [{ id: 'x' }] }, ['code']],
    [
      'written like another but for blanks',
      { code: ' 100-002541 ', organization: { id: 'pc:5' }, roles: ['x'] },
      ['code'],
    ],
    ['written like the identifier of another', { code: 'pc:6', organization: { id: 'pc:5' }, roles: ['x'] }, ['code']],
    ...['\u200b', '\u3164', '\ufe0f', '\u00ad', '\u00a0-'].map(
      (unseen) =>
        [
          `with what nobody sees, or takes for a blank, ${JSON.stringify(unseen)}`,
          { code: `100-002541${unseen}x`, organization: { id: 'pc:5' }, roles: ['x'] },
          ['code'],
        ] as [string, object, string[]],
    ),
    [
      'for what is no role',
      {
        code: 'y',
        organization: { id: 'pc:5' },
        roles: [{ id: 'x', size: 1 }, { name: 'x' }, '', 7, { id: 'x', code: 'y' }],
      },
      ['roles[0].size', 'roles[1]', 'roles[2].id', 'roles[3]', 'roles[4]'],
    ],
    ['of nobody', { code: 'y', organization: { id: 'pc:404' }, roles: [{ id: 'x' }] }, ['organization.id']],
    ['for nobody', { code: 'y', organization: { id: 'pc:5' }, roles: [] }, ['roles']],
    [
      'for every fault at once',
      { code: '100-002541', organization: { id: 'pc:404' }, roles: [] },
      ['code', 'organization.id', 'roles'],
    ],
  ])('are refused %s', async (_, attributes, places) => {
    const answer = await admin.post<CloudError>(codesPath, body(attributes));
    expect([answer.status, [...named(answer)].sort()]).toEqual([
      400,
      places.map((place) => `data.attributes.${place}`),
    ]);
  });

  it.each([
    ['references', [{ id: 'account', displayName: 'Account' }, { id: 'producer' }]],
    ['typekeys', [{ code: 'account' }, { code: 'producer', name: 'Producer' }]],
    ['identifiers', ['account', 'producer', 'account']],
  ])('accept roles as %s', async (_, roles) => {
    const { attributes } = await aCode({ roles });
    expect(attributes.roles?.map(({ id }) => id)).toEqual(['account', 'producer']);
  });

  it.each([
    ['written like another', { code: '100-002541', size: 1 }, ['code', 'size']],
    ['of nobody', { organization: { id: 'pc:404' }, size: 1 }, ['organization.id', 'size']],
    ['written as they are', { code: '501-002542', size: 1 }, ['size']],
  ])('are not changed if, %s, they have a further problem', async (_, attributes, places) => {
    const answer = await admin.patch<CloudError>(`${codesPath}/pc:7`, body(attributes));
    expect([answer.status, [...named(answer)].sort()]).toEqual([
      400,
      places.map((place) => `data.attributes.${place}`),
    ]);
  });

  it.each([
    ['a reference', { id: 'account', size: 1 }],
    ['a typekey', { code: 'account', name: 'Account', size: 1 }],
  ])('accept a role as %s and ignore unknown properties', async (_, role) => {
    const given = { code: `passed-${Object.keys(role)[0]}`, organization: { id: 'pc:5' }, roles: [role], size: 1 };
    const headers = { 'GW-UnknownPropertyHandling': 'ignore' };
    const { data } = done(await admin.post<One<Code>>(codesPath, body(given), { headers }), 201);
    expect(data.attributes.roles?.map(({ id }) => id)).toEqual(['account']);
  });

  it('are not deleted', async () => {
    expect((await admin.delete(`${codesPath}/pc:6`)).status).toBe(405);
  });

  it('are one however their letters are sent', async () => {
    const made = async (code: string) =>
      admin.post<One<Code>>(codesPath, body({ code, organization: { id: 'pc:5' }, roles: [{ id: 'account' }] }));
    expect(done(await made('Sa\u0303o 7'), 201).data.attributes).toMatchObject({ code: 'São 7' });
    expect((await made('S\u00e3o 7')).status).toBe(400);
  });

  it('are read by HEAD like by GET; other methods are refused', async () => {
    const token = await admin.token();
    const ask = (method: string) =>
      fetch(`${engine.baseUrl}${codesPath}/pc:6`, { method, headers: { authorization: `Bearer ${token}` } });
    expect([(await ask('HEAD')).status, (await ask('OPTIONS')).status]).toEqual([200, 405]);
    expect((await ask('OPTIONS')).headers.get('allow')).toBe('GET, PATCH, HEAD');
  });
});

describe('organizations', () => {
  it('are made, listed and read', async () => {
    const answer = await admin.post<One<Organization>>('/admin/v1/organizations', body({ name: 'Allrisk Insurance' }));
    const { data } = done(answer, 201);
    expect(data.attributes).toEqual({ id: expect.stringMatching(/^pc:/), name: 'Allrisk Insurance' });
    expect(done(await admin.get<One<Organization>>(String(answer.headers['location'])))).toEqual({ data });
    const listed = done(await admin.get<Many<Organization>>('/admin/v1/organizations'));
    expect(listed.data.map(({ attributes }) => attributes.id)).toEqual(
      expect.arrayContaining(['pc:5', data.attributes.id]),
    );
    expect((await admin.get('/admin/v1/organizations/pc:404')).status).toBe(404);
  });
});
