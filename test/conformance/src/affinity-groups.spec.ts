import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { body, groupsPath, named, type CloudError, type Group, type One } from './fixtures/groups.js';
import { done } from './fixtures/partner-day.js';
import type { AuditEntry, Listed } from './fixtures/wire.js';

let engine: Engine;
let admin: Client;

beforeAll(async () => {
  engine = await startEngine();
  admin = clientFor(engine, 'admin');
});

const at = (id: string) => `${groupsPath}/${id}`;
const read = async (id: string) => done(await admin.get<One<Group>>(at(id))).data;
const made = async (attributes: object = {}) =>
  done(
    await admin.post<One<Group>>(groupsPath, body({ affinityGroupType: { code: 'Open' }, name: 'A', ...attributes })),
    201,
  ).data;
const trailOf = async (subject: string) =>
  done(await admin.get<Listed<AuditEntry>>('/ops/v1/audit', { query: { subject } })).items;

describe('the published examples of affinity groups', () => {
  it('pc:707 is answered as it is printed, field by field', async () => {
    expect(await read('pc:707')).toEqual({
      attributes: {
        affinityGroupType: { code: 'Open', name: 'Open' },
        id: 'pc:707',
        jurisdictions: [{ code: 'CA', name: 'California' }],
        name: 'West Coast WC Affinity Group',
        primaryContactFirstName: 'Rochelle',
        primaryContactLastName: 'Nwodim',
        primaryContactPhone: { countryCode: { code: 'US', name: 'United States (1)' } },
        products: ['WorkersComp'],
        startDate: '2020-09-09T00:00:00.000Z',
      },
      checksum: expect.stringMatching(/\S/),
      links: {
        self: { href: '/admin/v1/affinity-groups/pc:707', methods: ['get', 'patch'] },
        'producer-codes': { href: '/admin/v1/affinity-groups/pc:707/producer-codes', methods: ['get', 'post'] },
      },
    });
  });

  it('a minimal group is made', async () => {
    const sent = { data: { attributes: { affinityGroupType: { code: 'Open' }, name: 'Cloud API Affinity Group 1' } } };
    const answer = await admin.post<One<Group>>(groupsPath, sent);
    const { data } = done(answer, 201);
    expect(data.attributes).toEqual({
      affinityGroupType: { code: 'Open', name: 'Open' },
      id: expect.stringMatching(/^pc:\S+$/),
      jurisdictions: [],
      name: 'Cloud API Affinity Group 1',
      products: [],
    });
    expect(answer.headers['location']).toBe(at(data.attributes.id));
    expect(await read(data.attributes.id)).toEqual(data);
  });

  it('a more robust group is made', async () => {
    const sent = {
      data: {
        attributes: {
          affinityGroupType: { code: 'Closed' },
          jurisdictions: [{ code: 'NY' }],
          name: 'Cloud API Affinity Group 2',
          organization: { id: 'pc:5' },
          primaryContactFirstName: 'Elizabeth',
          primaryContactLastName: 'Madison',
          products: ['WorkersComp'],
          startDate: '2022-10-18T00:00:00.000Z',
        },
      },
    };
    const { data } = done(await admin.post<One<Group>>(groupsPath, sent), 201);
    expect(data.attributes).toEqual({
      ...sent.data.attributes,
      id: data.attributes.id,
      affinityGroupType: { code: 'Closed', name: 'Closed' },
      jurisdictions: [{ code: 'NY', name: 'New York' }],
      organization: { id: 'pc:5', displayName: expect.stringMatching(/\S/) },
    });
  });

  it('pc:707 is given a description, and nothing else of it changes', async () => {
    const before = await read('pc:707');
    const description = 'Affinity group for WC policies in the Western region';
    const { data } = done(await admin.patch<One<Group>>(at('pc:707'), { data: { attributes: { description } } }));
    expect(data.attributes).toEqual({ ...before.attributes, description });
    expect(data.checksum).not.toBe(before.checksum);
    expect(await read('pc:707')).toEqual(data);
  });

  it.each(['DELETE', 'PUT', 'POST'])('there is no %s of one group', async (method) => {
    const answer = await fetch(`${engine.baseUrl}${at('pc:707')}`, {
      method,
      headers: { authorization: `Bearer ${await admin.token()}` },
    });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PATCH, HEAD']);
    expect(await answer.json()).toMatchObject({ status: 405, errorCode: 'MethodNotAllowedException' });
  });
});

describe('changing a group', () => {
  const full = {
    description: 'old',
    jurisdictions: [{ code: 'NY' }, { code: 'BR_SP' }],
    organization: { id: 'pc:5' },
    primaryContactPhone: { countryCode: { code: 'BR' }, number: '11 4002-8922', extension: '7' },
    products: ['WorkersComp', 'bike'],
    startDate: '2026-01-01T00:00:00.000Z',
    endDate: '2026-12-31T00:00:00.000Z',
  };

  it.each([
    ['replaces a list', { jurisdictions: [{ code: 'CA' }] }, { jurisdictions: [{ code: 'CA', name: 'California' }] }],
    ['empties a list with null', { products: null }, { products: [] }],
    ['clears with null', { description: null, endDate: null }, { description: undefined, endDate: undefined }],
    ['clears a reference', { organization: null }, { organization: undefined }],
    [
      'changes the type',
      { affinityGroupType: { code: 'Closed' } },
      { affinityGroupType: { code: 'Closed', name: 'Closed' } },
    ],
    [
      'merges the parts of a telephone number',
      { primaryContactPhone: { extension: null, number: '1' } },
      { primaryContactPhone: { countryCode: { code: 'BR', name: 'Brazil (55)' }, number: '1' } },
    ],
    ['takes a moment with an offset', { startDate: '2026-01-01T02:00:00+02:00' }, {}],
    ['takes back what was read, names and identifier included', 'what was read', {}],
  ])('%s', async (_, change, changed) => {
    const before = await made(full);
    const { id } = before.attributes;
    const sent = typeof change === 'string' ? before.attributes : change;
    const { data } = done(await admin.patch<One<Group>>(at(id), body(sent)));
    expect(data.attributes).toEqual({ ...before.attributes, ...changed });
    expect(data.checksum).not.toBe(before.checksum);
  });

  it('with an outdated checksum changes nothing and names both checksums', async () => {
    const { attributes, checksum } = await made();
    const { data } = done(await admin.patch<One<Group>>(at(attributes.id), body({ name: 'B' }, checksum)));
    const late = await admin.patch<CloudError>(at(attributes.id), body({ name: 'C' }, checksum));
    expect([late.status, late.body.errorCode]).toEqual([409, 'ChecksumMismatchException']);
    expect(late.body.details[0]?.properties).toEqual({ suppliedChecksum: checksum, currentChecksum: data.checksum });
    const foreign = await admin.patch<CloudError>(at(attributes.id), body({ id: 'pc:other' }, checksum));
    expect([foreign.status, foreign.body.errorCode]).toEqual([409, 'ChecksumMismatchException']);
    const unknown = await admin.patch<CloudError>(at('pc:404'), body({ id: 'pc:other' }));
    expect([unknown.status, unknown.body.errorCode]).toEqual([404, 'NotFoundException']);
    expect((await read(attributes.id)).attributes.name).toBe('B');
    done(await admin.patch(at(attributes.id), body({ name: 'D' })));
    expect((await read(attributes.id)).attributes.name).toBe('D');
  });

  it.each([
    ['2022-10-18T12:00:00.000Z', '2022-10-18'],
    ['2022-10-18T12:00:00.000Z', '2022-10-18T11:00:00.000Z'],
    ['2022-10-17T23:00:00-05:00', '2022-10-18'],
  ])('may last one day, from %s to %s', async (startDate, endDate) => {
    const { attributes } = await made({ startDate, endDate });
    expect([attributes.startDate?.slice(0, 10), attributes.endDate?.slice(0, 10)]).toEqual([
      '2022-10-18',
      '2022-10-18',
    ]);
  });

  it('records the actor, the change and the old and new type in the audit trail', async () => {
    const { attributes } = await made();
    done(await admin.patch(at(attributes.id), body({ affinityGroupType: { code: 'Closed' }, description: 'secret' })));
    const trail = await trailOf(attributes.id);
    expect(trail.map(({ action, actor, details }) => ({ action, actor, details }))).toEqual([
      {
        action: 'affinity-group.changed',
        actor: engine.credentials.admin.clientId,
        details: { fields: ['type', 'description'], type: { from: 'Open', to: 'Closed' } },
      },
      { action: 'affinity-group.created', actor: engine.credentials.admin.clientId, details: { type: 'Open' } },
    ]);
    expect(JSON.stringify(trail)).not.toContain('secret');
  });
});

describe('a group is refused', () => {
  const open = { affinityGroupType: { code: 'Open' }, name: 'A' };
  it.each<[string, object, readonly string[]]>([
    ['without anything', {}, ['affinityGroupType', 'name']],
    ['with another type', { ...open, affinityGroupType: { code: 'Half' } }, ['affinityGroupType.code']],
    ['with an empty name', { ...open, name: '' }, ['name']],
    ['with a jurisdiction nobody knows', { ...open, jurisdictions: [{ code: 'XX' }] }, ['jurisdictions[0].code']],
    [
      'with SP, which is BR_SP',
      { ...open, jurisdictions: [{ code: 'NY' }, { code: 'SP' }] },
      ['jurisdictions[1].code'],
    ],
    ['with a product nobody knows', { ...open, products: ['WorkersComp', 'hail'] }, ['products[1]']],
    ['with a code twice', { ...open, products: ['bike', 'bike'] }, ['products[1]']],
    ['of an organization there is none of', { ...open, organization: { id: 'pc:404' } }, ['organization.id']],
    [
      'that ends before it starts',
      { ...open, startDate: '2026-02-01T00:00:00.000Z', endDate: '2026-01-31T00:00:00.000Z' },
      ['endDate'],
    ],
    ['on a day that does not exist', { ...open, startDate: '2026-02-30' }, ['startDate']],
    [
      'at moments without an offset',
      { ...open, startDate: '2022-10-18T00:00:00', endDate: '2022-10-19T00:00', products: ['nope'] },
      ['startDate', 'endDate', 'products[0]'],
    ],
    [
      'with a telephone nowhere',
      { ...open, primaryContactPhone: { countryCode: { code: 'ZZ' } } },
      ['primaryContactPhone.countryCode.code'],
    ],
    ['with a property nobody knows', { ...open, color: 'red' }, ['color']],
    ['with an identifier of its own', { ...open, id: 'pc:1' }, ['id']],
    ['with an unknown property deep down', { ...open, organization: { id: 'pc:5', size: 1 } }, ['organization.size']],
    ['with the wrong kind of list', { ...open, products: 'WorkersComp' }, ['products']],
  ])('%s, named by its place', async (_, attributes, places) => {
    const answer = await admin.post<CloudError>(groupsPath, body(attributes));
    expect([answer.status, answer.body.status, answer.body.errorCode]).toEqual([400, 400, 'BadInputException']);
    expect(named(answer)).toEqual(places.map((place) => `data.attributes.${place}`));
    expect(answer.body.userMessage).toMatch(/\S/);
  });

  it('with every problem of its body listed, not only the first', async () => {
    const answer = await admin.post<CloudError>(groupsPath, {
      data: {
        attributes: {
          affinityGroupType: { code: 'Half' },
          color: 'red',
          jurisdictions: [{ code: 'XX' }, 7],
          products: ['hail'],
          organization: { id: 'pc:404' },
          startDate: '2026-02-01',
          endDate: '2026-01-01',
        },
        version: 1,
      },
    });
    const places = ['affinityGroupType.code', 'color', 'endDate', 'jurisdictions[0].code', 'jurisdictions[1]', 'name'];
    const expected = [...places, 'organization.id', 'products[0]'].map((place) => `data.attributes.${place}`);
    expect([...named(answer)].sort()).toEqual([...expected, 'data.version'].sort());
  });

  it('when changed, with every problem listed beside those of its query', async () => {
    const change = { id: 'pc:1', endDate: '2020-09-08', organization: { id: 'pc:404' }, size: 1 };
    const answer = await admin.patch<CloudError>(`${at('pc:707')}?fields=colour&page=1`, body(change));
    const places = ['endDate', 'id', 'organization.id', 'size'].map((place) => `data.attributes.${place}`);
    expect([...named(answer)].sort()).toEqual([...places, 'fields', 'page']);
  });

  it('in an answer of limited length, however many products are wrong', async () => {
    const products = Array.from({ length: 4_000 }, (_, at) => `hail${at}`);
    const answer = await admin.post<CloudError>(groupsPath, body({ ...open, products }));
    expect([answer.status, answer.body.errorCode]).toEqual([400, 'BadInputException']);
    expect(named(answer)).toContain('data.attributes.products');
    expect(JSON.stringify(answer.body).length).toBeLessThan(200_000);
  });

  it.each([
    ['nothing', undefined],
    ['an empty object', {}],
    ['a list', []],
    ['attributes without their envelope', { name: 'A', affinityGroupType: { code: 'Open' } }],
    ['a text', 'x'],
    ['null', null],
  ])('where the body is %s', async (_, sent) => {
    const answer = await admin.post<CloudError>(groupsPath, sent);
    expect([answer.status, answer.body.errorCode]).toEqual([400, 'BadInputException']);
  });

  it.each([
    ['a name that is cleared', { name: null }, 'name'],
    ['another identifier', { id: 'pc:1' }, 'id'],
    ['an end before the start that stays', { endDate: '2020-09-08T23:59:59Z' }, 'endDate'],
  ])('when changed, for %s', async (_, change, place) => {
    const before = await read('pc:707');
    const answer = await admin.patch<CloudError>(at('pc:707'), body(change));
    expect([answer.status, named(answer)]).toEqual([400, [`data.attributes.${place}`]]);
    expect(await read('pc:707')).toEqual(before);
  });

  it('that does not exist, with 404', async () => {
    for (const answer of [
      await admin.get<CloudError>(at('pc:404')),
      await admin.patch<CloudError>(at('pc:404'), body({ name: 'A' })),
    ]) {
      expect([answer.status, answer.body.errorCode]).toEqual([404, 'NotFoundException']);
    }
  });
});

describe('an unknown name', () => {
  it.each([
    ['GW-UnknownPropertyHandling', 'reject', 400],
    ['GW-UnknownPropertyHandling', 'ignore', 201],
    ['GW-UnknownPropertyHandling', 'log', 400],
    ['GW-UnknownQueryParamHandling', 'ignore', 400],
  ])('of a body, with %s: %s, is answered %d', async (name, value, status) => {
    const attributes = { affinityGroupType: { code: 'Open', color: 'red' }, name: 'A', size: 1 };
    const answer = await admin.post<CloudError & One<Group>>(
      groupsPath,
      { data: { attributes, extra: 1 }, more: 1 },
      { headers: { [name]: value } },
    );
    expect(answer.status).toBe(status);
    if (status === 201) expect(Object.keys(answer.body.data.attributes)).not.toContain('size');
  });

  it.each([
    ['GW-UnknownQueryParamHandling', 'reject', 400],
    ['GW-UnknownQueryParamHandling', 'ignore', 200],
    ['GW-UnknownPropertyHandling', 'ignore', 400],
  ])('of a query, with %s: %s, is answered %d', async (name, value, status) => {
    for (const path of [groupsPath, at('pc:707')]) {
      const answer = await admin.get<CloudError>(`${path}?color=red`, { headers: { [name]: value } });
      expect(answer.status).toBe(status);
      if (status === 400) expect(named(answer)).toEqual(['color']);
    }
  });
});

describe('access', () => {
  it.each([
    ['partner', groupsPath],
    ['account', groupsPath],
    ['account', '/admin/v1/producer-codes'],
    ['partner', '/admin/v1/organizations'],
    ['partner', '/account/v1/producer-codes'],
  ] as const)('of the role %s to %s is refused', async (who, path) => {
    const answer = await clientFor(engine, who).get<CloudError>(path);
    expect([answer.status, answer.body.errorCode]).toEqual([403, 'NotAuthorizedException']);
  });

  it('without a token is refused', async () => {
    const answer = await clientFor(engine, null).get<CloudError>(groupsPath);
    expect([answer.status, answer.body.errorCode]).toEqual([401, 'RestAuthenticationException']);
  });

  it('to an unknown path is 404', async () => {
    const answer = await admin.get<CloudError>('/admin/v1/nothing');
    expect([answer.status, answer.body.errorCode]).toEqual([404, 'NotFoundException']);
  });
});
