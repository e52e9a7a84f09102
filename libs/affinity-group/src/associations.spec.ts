import { describe, expect, it } from '@jest/globals';
import { checksumOf } from './checksum.js';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { affinityGroupFixtures } from './testing/index.js';

describe('associating a code with a group', () => {
  it('adds it for either type of group, and leaves the code as it is', async () => {
    const fixtures = await affinityGroupFixtures();
    const made = await fixtures.associate('pc:909', 'pc:6', 'operator');
    await fixtures.associate('pc:909', 'pc:7', 'operator');
    await fixtures.associate('pc:707', 'pc:6', 'operator');
    expect(made).toEqual({ groupId: 'pc:909', producerCodeId: 'pc:6', mark: 'new-1', code: '100-002541' });
    expect([await fixtures.codesOf('pc:909'), await fixtures.codesOf('pc:707')]).toEqual([['pc:6', 'pc:7'], ['pc:6']]);
    expect(fixtures.audit()[0]).toEqual({
      actor: 'operator',
      action: 'affinity-group.code-associated',
      subject: 'pc:909',
      details: { producerCodeId: 'pc:6' },
    });
  });

  it.each([
    ['a code there is none of', 'pc:909', 'pc:404', 'ASSOCIATION-INVALID'],
    ['a code that is associated already', 'pc:909', 'pc:6', 'ASSOCIATION-INVALID'],
    ['a group there is none of', 'pc:404', 'pc:6', 'GROUP-UNKNOWN'],
  ])('is refused for %s', async (_, groupId, codeId, code) => {
    const fixtures = await affinityGroupFixtures();
    await fixtures.associate('pc:909', 'pc:6', 'operator');
    expect(await refusalOf(fixtures.associate(groupId, codeId, 'operator'))).toBe(code);
  });
});

describe('removing a code from a group', () => {
  it('ends the association, leaves the code, and lets it be associated again under another checksum', async () => {
    const fixtures = await affinityGroupFixtures();
    const first = await fixtures.associate('pc:909', 'pc:6', 'operator');
    await fixtures.remove('pc:909', 'pc:6', checksumOf(first), 'operator');
    expect(await fixtures.codesOf('pc:909')).toEqual([]);
    expect(await fixtures.work.run(({ codes }) => codes.find('pc:6'))).not.toBeNull();
    expect(fixtures.audit().at(-1)).toEqual({
      actor: 'operator',
      action: 'affinity-group.code-removed',
      subject: 'pc:909',
      details: { producerCodeId: 'pc:6' },
    });
    const second = await fixtures.associate('pc:909', 'pc:6', 'operator');
    expect(await refusalOf(fixtures.remove('pc:909', 'pc:6', checksumOf(first), 'operator'))).toBe('CHECKSUM-MISMATCH');
    expect(await refusalOf(fixtures.remove('pc:909', 'pc:6', checksumOf(second), 'operator'))).toBeNull();
  });

  it.each([
    ['a code that is not associated', 'pc:909', 'ASSOCIATION-UNKNOWN'],
    ['a group there is none of', 'pc:404', 'GROUP-UNKNOWN'],
  ])('is refused for %s', async (_, groupId, code) => {
    const fixtures = await affinityGroupFixtures();
    expect(await refusalOf(fixtures.remove(groupId, 'pc:6', null, 'operator'))).toBe(code);
  });

  it('by two at once is done by one', async () => {
    const fixtures = await affinityGroupFixtures();
    await fixtures.associate('pc:909', 'pc:6', 'operator');
    const both = [1, 2].map(() => fixtures.remove('pc:909', 'pc:6', null, 'operator'));
    expect((await Promise.all(both.map(refusalOf))).sort()).toEqual(['ASSOCIATION-UNKNOWN', null].sort());
  });
});
