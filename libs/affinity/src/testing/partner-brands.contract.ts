import type { Brand } from '@affinity-engine/catalogue';
import { jestGlobals, portMutants, replaced, unguarded } from '@affinity-engine/kernel/testing';
import type { MemoryAffinities } from './memory-affinity-work.js';
import type { AffinityPorts, AffinityWork } from '../ports.js';

const red: Brand = { color: '#8b0000', logo: Buffer.alloc(48 * 1024, 'picture').toString('base64') };
const green: Brand = { color: '#005f00' };

/** What every adapter keeps of brands. `work` is of a store in which `partner-1` and `partner-2` are registered. */
export function partnerBrandsContract(work: () => AffinityWork): void {
  const { describe, it, expect } = jestGlobals();
  const keep = (id: string, brand: Brand) => work().run(async ({ brands }) => brands.keep(id, brand));
  const both = () => work().run(({ brands }) => Promise.all([brands.find('partner-1'), brands.find('partner-2')]));

  describe('brands of partners', () => {
    it('are none at first', async () => {
      expect(await both()).toEqual([null, null]);
    });

    it('are kept for their partner, with or without a picture', async () => {
      await keep('partner-1', red);
      expect(await both()).toEqual([red, null]);
      await keep('partner-2', green);
      expect(await both()).toEqual([red, green]);
    });

    it('stand in place of earlier ones', async () => {
      await keep('partner-1', red);
      await keep('partner-1', green);
      expect(await both()).toEqual([green, null]);
      await keep('partner-1', red);
      expect(await both()).toEqual([red, null]);
    });

    it('are taken away from their partner only; where there is none, nothing happens', async () => {
      await keep('partner-1', red);
      await keep('partner-2', green);
      await work().run(async ({ brands }) => brands.remove('partner-1'));
      await work().run(async ({ brands }) => brands.remove('partner-1'));
      expect(await both()).toEqual([null, green]);
    });

    it('are of partners that exist', async () => {
      await expect(keep('partner-9', green)).rejects.toThrow();
    });
  });
}

const inPort = portMutants<AffinityPorts, MemoryAffinities>();

/** What an adapter may do wrong with brands. */
export const brandMutants = {
  'keeps no brand': inPort('brands', () => ({ keep: () => undefined })),
  'adds its picture to the next brand': inPort('brands', ({ keep }, _, store) => ({
    keep: (id, brand) => keep(id, { ...store.brands().get(id), ...brand }),
  })),
  'keeps brands of nobody': inPort('brands', ({ keep }, writes) => ({ keep: replaced(writes, keep, unguarded) })),
  'loses the picture': inPort('brands', ({ keep }) => ({ keep: (id, { color }) => keep(id, { color }) })),
  'gives every partner one brand': inPort('brands', ({ find }) => ({
    find: async (id) => (await find(id)) ?? find('partner-1'),
  })),
  'takes no brand away': inPort('brands', () => ({ remove: () => undefined })),
};
