import { describe, expect, it } from '@jest/globals';
import { instant, isDomainError, type Once } from '@affinity-engine/kernel';
import { refusalOf } from '@affinity-engine/kernel/testing';
import type { AffinityGroup } from './affinity-group.js';
import type { GroupChange } from './groups.js';
import { affinityGroupFixtures, aGroup } from './testing/index.js';

/** The problems of a refusal. */
const problemsOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => [],
    (thrown: unknown) => (isDomainError(thrown) ? thrown.properties['problems'] : thrown),
  );

const phone = { countryCode: 'US', number: '555 0100', extension: '7' };

describe('making a group', () => {
  it('needs a type and a name, leaves the rest empty, and leaves a trace', async () => {
    const fixtures = await affinityGroupFixtures();
    const group = await fixtures.createGroup({ type: 'Open', name: 'Cloud API Affinity Group 1' }, 'operator');
    expect(group).toEqual(aGroup({ id: 'pc:new-1', name: 'Cloud API Affinity Group 1' }));
    expect(await fixtures.group('pc:new-1')).toEqual(group);
    expect(fixtures.audit()).toEqual([
      { actor: 'operator', action: 'affinity-group.created', subject: 'pc:new-1', details: { type: 'Open' } },
    ]);
  });

  it('keeps everything that is given', async () => {
    const fixtures = await affinityGroupFixtures();
    const given = {
      type: 'Closed',
      name: 'Cloud API Affinity Group 2',
      description: 'x',
      jurisdictions: ['NY', 'BR_SP'],
      organizationId: 'pc:5',
      primaryContactFirstName: 'Elizabeth',
      primaryContactLastName: 'Madison',
      products: ['WorkersComp'],
      startDate: instant('2022-10-18T00:00:00Z'),
      endDate: instant('2022-10-18T00:00:00Z'),
    } as const;
    const made = await fixtures.createGroup({ ...given, primaryContactPhone: { countryCode: 'US' } }, 'operator');
    const kept = { countryCode: 'US', number: null, extension: null };
    expect(made).toMatchObject({ ...given, primaryContactPhone: kept });
  });

  it('lists everything that is wrong, not only the first', async () => {
    const fixtures = await affinityGroupFixtures();
    const wrong = fixtures.createGroup(
      {
        type: 'Open',
        name: 'x',
        organizationId: 'pc:404',
        jurisdictions: ['NY', 'XX', 'NY', 'toString', 'SP'],
        products: ['WorkersComp', 'hail', 'WorkersComp'],
        primaryContactPhone: { countryCode: 'ZZ' },
        startDate: instant('2026-02-01T00:00:00Z'),
        endDate: instant('2026-01-31T23:59:59.999Z'),
      },
      'operator',
    );
    expect(await refusalOf(wrong)).toBe('GROUP-INVALID');
    const place = 'a state of the United States (NY) or of Brazil (BR_SP)';
    expect(await problemsOf(wrong)).toEqual([
      { path: 'organizationId', expected: 'an organization there is' },
      { path: 'jurisdictions[1]', expected: place },
      { path: 'jurisdictions[2]', expected: 'each code once' },
      { path: 'jurisdictions[3]', expected: place },
      { path: 'jurisdictions[4]', expected: place },
      { path: 'products[1]', expected: 'one of WorkersComp, product-1' },
      { path: 'products[2]', expected: 'each code once' },
      { path: 'primaryContactPhone.countryCode', expected: 'a country of the typelist (US)' },
      { path: 'endDate', expected: 'no day before that of startDate, in UTC' },
    ]);
    expect(fixtures.audit()).toEqual([]);
  });

  it('happens once by one key', async () => {
    const fixtures = await affinityGroupFixtures();
    const once: Once<AffinityGroup> = { key: 'k', fingerprint: '', answer: () => '' };
    await fixtures.createGroup({ type: 'Open', name: 'x' }, 'operator', once);
    expect(await refusalOf(fixtures.createGroup({ type: 'Open', name: 'x' }, 'operator', once))).toBe(
      'ANSWERED-BEFORE',
    );
    expect(fixtures.audit()).toHaveLength(1);
  });
});

describe('changing a group', () => {
  it.each<[string, GroupChange, Partial<AffinityGroup>]>([
    ['leaves what is not named', {}, {}],
    ['replaces a text', { description: 'new' }, { description: 'new' }],
    ['replaces a list', { jurisdictions: ['NY'] }, { jurisdictions: ['NY'] }],
    ['empties a list', { jurisdictions: [] }, { jurisdictions: [] }],
    ['clears a text', { description: null }, { description: null }],
    ['clears an organization', { organizationId: null }, { organizationId: null }],
    [
      'changes a part of the telephone',
      { primaryContactPhone: { number: '1' } },
      { primaryContactPhone: { ...phone, number: '1' } },
    ],
    [
      'clears a part of the telephone',
      { primaryContactPhone: { extension: null } },
      { primaryContactPhone: { ...phone, extension: null } },
    ],
    ['clears the telephone', { primaryContactPhone: null }, { primaryContactPhone: null }],
    [
      'clears the telephone with its last part',
      { primaryContactPhone: { countryCode: null, number: null, extension: null } },
      { primaryContactPhone: null },
    ],
  ])('%s', async (_, changes, changed) => {
    const fixtures = await affinityGroupFixtures();
    const before = await fixtures.createGroup(
      {
        type: 'Open',
        name: 'x',
        description: 'old',
        jurisdictions: ['CA', 'BR_RJ'],
        organizationId: 'pc:5',
        primaryContactPhone: phone,
      },
      'operator',
    );
    const after = await fixtures.changeGroup(before.id, changes, null, 'operator');
    expect(after).toEqual({ ...before, ...changed, version: 2 });
    expect(await fixtures.group(before.id)).toEqual(after);
  });

  it('records who changed which fields, and the change of type', async () => {
    const fixtures = await affinityGroupFixtures();
    await fixtures.changeGroup('pc:707', { type: 'Closed', description: 'private' }, null, 'operator');
    await fixtures.changeGroup('pc:707', { description: 'x' }, null, 'other');
    expect(fixtures.audit()).toEqual([
      {
        actor: 'operator',
        action: 'affinity-group.changed',
        subject: 'pc:707',
        details: { fields: ['type', 'description'], type: { from: 'Open', to: 'Closed' } },
      },
      { actor: 'other', action: 'affinity-group.changed', subject: 'pc:707', details: { fields: ['description'] } },
    ]);
  });

  it('is held against the dates that stay', async () => {
    const fixtures = await affinityGroupFixtures();
    await fixtures.changeGroup('pc:707', { startDate: instant('2026-02-01T00:00:00Z') }, null, 'operator');
    const early = fixtures.changeGroup('pc:707', { endDate: instant('2026-01-01T00:00:00Z') }, null, 'operator');
    expect(await refusalOf(early)).toBe('GROUP-INVALID');
  });

  it('is not held against products the catalogue has dropped since', async () => {
    const fixtures = await affinityGroupFixtures();
    await fixtures.changeGroup('pc:707', { products: ['product-1'] }, null, 'operator');
    fixtures.products.known = ['WorkersComp'];
    await fixtures.changeGroup('pc:707', { description: 'x' }, null, 'operator');
    const other = fixtures.changeGroup('pc:909', { products: ['product-1'] }, null, 'operator');
    expect(await refusalOf(other)).toBe('GROUP-INVALID');
  });

  it('is refused for an unknown group', async () => {
    const fixtures = await affinityGroupFixtures();
    expect(await refusalOf(fixtures.changeGroup('pc:404', {}, null, 'operator'))).toBe('GROUP-UNKNOWN');
  });

  it('with the present checksum is done, with another one changes nothing and names both', async () => {
    const fixtures = await affinityGroupFixtures();
    await fixtures.changeGroup('pc:707', { description: 'first' }, '1', 'operator');
    const late = fixtures.changeGroup('pc:707', { description: 'second' }, '1', 'operator');
    await expect(late).rejects.toMatchObject({
      code: 'CHECKSUM-MISMATCH',
      properties: { supplied: '1', current: '2' },
    });
    expect(await fixtures.group('pc:707')).toMatchObject({ description: 'first', version: 2 });
  });

  it('by two at once with the same checksum is done by exactly one', async () => {
    const fixtures = await affinityGroupFixtures();
    const both = ['a', 'b'].map((description) => fixtures.changeGroup('pc:707', { description }, '1', 'operator'));
    expect((await Promise.all(both.map(refusalOf))).sort()).toEqual(['CHECKSUM-MISMATCH', null].sort());
  });
});
