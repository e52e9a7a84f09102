import { describe, expect, it } from '@jest/globals';
import { checksumOf } from './checksum.js';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { affinityGroupRig } from './testing/index.js';

describe('associating a code with a group', () => {
  it('adds it for either type of group, and leaves the code as it is', async () => {
    const rig = await affinityGroupRig();
    const made = await rig.associate('pc:909', 'pc:6', 'operator');
    await rig.associate('pc:909', 'pc:7', 'operator');
    await rig.associate('pc:707', 'pc:6', 'operator');
    expect(made).toEqual({ groupId: 'pc:909', producerCodeId: 'pc:6', mark: 'new-1', code: '100-002541' });
    expect([await rig.codesOf('pc:909'), await rig.codesOf('pc:707')]).toEqual([['pc:6', 'pc:7'], ['pc:6']]);
    expect(rig.audit()[0]).toEqual({
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
    const rig = await affinityGroupRig();
    await rig.associate('pc:909', 'pc:6', 'operator');
    expect(await refusalOf(rig.associate(groupId, codeId, 'operator'))).toBe(code);
  });
});

describe('removing a code from a group', () => {
  it('ends the association, leaves the code, and lets it be associated again under another checksum', async () => {
    const rig = await affinityGroupRig();
    const first = await rig.associate('pc:909', 'pc:6', 'operator');
    await rig.remove('pc:909', 'pc:6', checksumOf(first), 'operator');
    expect(await rig.codesOf('pc:909')).toEqual([]);
    expect(await rig.work.run(({ codes }) => codes.find('pc:6'))).not.toBeNull();
    expect(rig.audit().at(-1)).toEqual({
      actor: 'operator',
      action: 'affinity-group.code-removed',
      subject: 'pc:909',
      details: { producerCodeId: 'pc:6' },
    });
    const second = await rig.associate('pc:909', 'pc:6', 'operator');
    expect(await refusalOf(rig.remove('pc:909', 'pc:6', checksumOf(first), 'operator'))).toBe('CHECKSUM-MISMATCH');
    expect(await refusalOf(rig.remove('pc:909', 'pc:6', checksumOf(second), 'operator'))).toBeNull();
  });

  it.each([
    ['a code that is not associated', 'pc:909', 'ASSOCIATION-UNKNOWN'],
    ['a group there is none of', 'pc:404', 'GROUP-UNKNOWN'],
  ])('is refused for %s', async (_, groupId, code) => {
    const rig = await affinityGroupRig();
    expect(await refusalOf(rig.remove(groupId, 'pc:6', null, 'operator'))).toBe(code);
  });

  it('by two at once is done by one', async () => {
    const rig = await affinityGroupRig();
    await rig.associate('pc:909', 'pc:6', 'operator');
    const both = [1, 2].map(() => rig.remove('pc:909', 'pc:6', null, 'operator'));
    expect((await Promise.all(both.map(refusalOf))).sort()).toEqual(['ASSOCIATION-UNKNOWN', null].sort());
  });
});
