import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { affinityGroupFixtures, anOrganization } from './testing/index.js';

const given = { code: '900-1', organizationId: 'pc:5', roles: ['account'] };

describe('a producer code', () => {
  it('is active by default, and is recorded', async () => {
    const fixtures = await affinityGroupFixtures();
    const [one, other] = [
      await fixtures.createCode(given, 'operator'),
      await fixtures.createCode({ ...given, code: '900-2', active: false, description: 'x' }, 'operator'),
    ];
    expect(one).toEqual({ ...given, id: 'pc:new-1', description: null, active: true, version: 1 });
    expect(other).toMatchObject({ active: false, description: 'x' });
    expect(fixtures.audit()[0]).toEqual({ actor: 'operator', action: 'producer-code.created', subject: 'pc:new-1' });
  });

  it.each([
    ['written like another', { ...given, code: '100-002541' }, ['code']],
    ['of nobody', { ...given, organizationId: 'pc:404' }, ['organizationId']],
    ['both', { ...given, code: '100-002541', organizationId: 'pc:404' }, ['code', 'organizationId']],
  ])('is refused where it is %s, new and changed', async (_, wrong, paths) => {
    const fixtures = await affinityGroupFixtures();
    for (const act of [fixtures.createCode(wrong, 'operator'), fixtures.changeCode('pc:7', wrong, null, 'operator')]) {
      await expect(act).rejects.toMatchObject({
        code: 'PRODUCER-CODE-INVALID',
        properties: { problems: paths.map((path) => expect.objectContaining({ path })) },
      });
    }
  });

  it('changes what is named, and records when it began or stopped to sell', async () => {
    const fixtures = await affinityGroupFixtures();
    const changed = await fixtures.changeCode('pc:6', { active: false, roles: [] }, '1', 'operator');
    expect(changed).toMatchObject({ code: '100-002541', active: false, roles: [], version: 2 });
    const details = { fields: ['active', 'roles'], active: { from: true, to: false } };
    expect(fixtures.audit()).toEqual([
      { actor: 'operator', action: 'producer-code.changed', subject: 'pc:6', details },
    ]);
    expect(await refusalOf(fixtures.changeCode('pc:6', {}, '1', 'operator'))).toBe('CHECKSUM-MISMATCH');
    expect(await refusalOf(fixtures.changeCode('pc:404', {}, null, 'operator'))).toBe('CODE-UNKNOWN');
  });

  it('of two that are made at once and written alike is one', async () => {
    const fixtures = await affinityGroupFixtures();
    const both = [fixtures.createCode(given, 'operator'), fixtures.createCode(given, 'operator')];
    expect((await Promise.all(both.map(refusalOf))).sort()).toEqual(['PRODUCER-CODE-INVALID', null].sort());
  });
});

it('an organization is made with its name, and leaves a trace', async () => {
  const fixtures = await affinityGroupFixtures();
  const made = await fixtures.createOrganization({ name: 'Allrisk' }, 'operator');
  expect(made).toEqual(anOrganization({ id: 'pc:new-1', name: 'Allrisk' }));
  expect(fixtures.audit()).toEqual([{ actor: 'operator', action: 'organization.created', subject: 'pc:new-1' }]);
});
