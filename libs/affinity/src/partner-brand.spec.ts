import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '@affinity-engine/kernel/testing';
import { changePartnerBrand, readPartnerBrand, removePartnerBrand } from './partner-brand.js';
import { aPartner, memoryAffinityWork } from './testing/index.js';

const problems = [{ path: 'color', expected: 'a darker one' }];

async function fixtures() {
  const { work, audit } = memoryAffinityWork();
  await work.run(async ({ partners }) => partners.add(aPartner()));
  return {
    audit,
    read: readPartnerBrand(work),
    change: changePartnerBrand(work, ({ color }) => (color === '#ffffff' ? problems : [])),
    remove: removePartnerBrand(work),
  };
}

describe('the brand of a partner', () => {
  it('is given, replaced and taken away, each with a line of the trail', async () => {
    const { read, change, remove, audit } = await fixtures();
    expect(await refusalOf(read('partner-1'))).toBe('BRAND-UNKNOWN');
    expect(await change('partner-1', { color: '#8b0000', logo: 'AAAA' }, 'operator')).toMatchObject({ logo: 'AAAA' });
    await change('partner-1', { color: '#005f00' }, 'operator');
    expect(await read('partner-1')).toEqual({ color: '#005f00' });
    await remove('partner-1', 'operator');
    expect(await refusalOf(remove('partner-1', 'operator'))).toBe('BRAND-UNKNOWN');
    expect(audit().map(({ action, subject, details }) => [action, subject, details])).toEqual([
      ['partner.brand-changed', 'partner-1', { fields: ['color', 'logo'] }],
      ['partner.brand-changed', 'partner-1', { fields: ['color'] }],
      ['partner.brand-removed', 'partner-1', undefined],
    ]);
  });

  it('is refused with every problem, and of a partner that is unknown', async () => {
    const { read, change, remove } = await fixtures();
    const refused = change('partner-1', { color: '#ffffff' }, 'operator');
    await expect(refused).rejects.toMatchObject({ code: 'PARTNER-INVALID', properties: { problems } });
    expect(await refusalOf(read('partner-1'))).toBe('BRAND-UNKNOWN');
    for (const act of [
      read('nobody'),
      change('nobody', { color: '#000000' }, 'operator'),
      remove('nobody', 'operator'),
    ]) {
      expect(await refusalOf(act)).toBe('PARTNER-UNKNOWN');
    }
  });
});
