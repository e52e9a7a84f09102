import { beforeEach, describe, expect, it } from '@jest/globals';
import { civilDate, instant, plainDate } from '@affinity-engine/kernel';
import { readBordereau, totalBordereau, type BordereauPlace } from './bordereau.js';
import { cancellationOf, issueOf, type MovedCertificate, type Movement } from './movement.js';
import {
  aCatalogue,
  affinityFixtures,
  anInsurer,
  aProduct,
  memoryMovements,
  noonOf,
  refusalOf,
  type AffinityFixtures,
} from './testing/index.js';

const january = { insurerId: 'insurer-1', month: '2026-01' };

describe('the bordereau of an insurer for a month', () => {
  let rig: AffinityFixtures;
  let read: ReturnType<typeof readBordereau>;
  let total: ReturnType<typeof totalBordereau>;
  beforeEach(async () => {
    rig = await affinityFixtures({
      now: noonOf('2026-01-02'),
      catalogue: aCatalogue({
        insurers: [anInsurer(), anInsurer({ id: 'insurer-2' })],
        products: [aProduct(), aProduct({ id: 'product-2', insurer: anInsurer({ id: 'insurer-2' }) })],
      }),
      partner: { productIds: ['product-1', 'product-2'] },
    });
    const movements = memoryMovements(rig.affinities, rig.partners);
    read = readBordereau(rig.work, rig.products, movements);
    total = totalBordereau(rig.products, movements);
  });

  const linesOf = async (of = january) => (await read(of, { rows: 100 }, 'ana')).items;
  const said = (lines: readonly Movement[]) =>
    lines.map(({ kind, day, net, fees, tax, total: sum }) => [kind, day, net, fees, tax, sum]);
  const cancel = (id: string) => rig.cancel(id, 'partner-1', 'requested-by-holder', 'why she did it');

  it('has each issue with its premium, each cancellation with what goes back, and adds up to what is kept', async () => {
    const [kept, regretted, ended] = [await rig.contracted(), await rig.contracted(), await rig.contracted()];
    rig.clock.set(noonOf('2026-01-05'));
    await cancel(regretted.id);
    rig.clock.set(noonOf('2026-01-31'));
    const { affinity } = await cancel(ended.id);
    expect(affinity.cancellation).toMatchObject({ rule: 'short-rate', paid: 108_380 });
    const back = affinity.cancellation?.refund ?? 0;
    const taxBack = affinity.cancellation?.taxRefund ?? 0;
    const issue = ['issued', '2026-01-02', 100_000, 1_000, 7_380, 108_380];
    expect(said(await linesOf())).toEqual([
      ...[issue, issue, issue],
      ['canceled', '2026-01-05', -100_000, -1_000, -7_380, -108_380],
      ['canceled', '2026-01-31', taxBack - back, 0, -taxBack, -back],
    ]);
    const sums = await total(january);
    expect(sums.map(({ currency, kind, count }) => [currency, kind, count])).toEqual([
      ['BRL', 'canceled', 2],
      ['BRL', 'issued', 3],
    ]);
    const earned = kept.premium.total + (affinity.cancellation?.kept ?? 0);
    expect(sums.reduce((sum, each) => sum + each.total, 0)).toBe(earned);
    for (const each of sums) expect(each.net + each.fees + each.tax).toBe(each.total);
  });

  it('names a renewal with its original, on the day it was issued', async () => {
    const original = await rig.contracted();
    rig.clock.set(noonOf('2026-12-20'));
    await rig.renew(original.id, 'partner-1', {});
    const [line, ...others] = await linesOf({ ...january, month: '2026-12' });
    expect(others).toEqual([]);
    expect(line).toMatchObject({ kind: 'renewed', day: '2026-12-20', total: 108_380 });
    expect(line?.certificate.originalNumber).toBe(original.certificateNumber);
    expect(line?.product.groupPolicyNumber).toBe('93.0001');
  });

  it('leaves out what was declined, or canceled before it was issued', async () => {
    rig.insurers.answers({ outcome: 'pending', answerDueAt: null });
    const [declined, withdrawn, accepted] = [await rig.contracted(), await rig.contracted(), await rig.contracted()];
    await rig.answer(declined.id, 'declined', 'ana');
    await cancel(withdrawn.id);
    rig.clock.set(noonOf('2026-01-09'));
    await rig.answer(accepted.id, 'issued', 'ana');
    expect((await linesOf()).map(({ kind, day, certificate }) => [kind, day, certificate.id])).toEqual([
      ['issued', '2026-01-09', accepted.id],
    ]);
  });

  it('has the certificates of the version’s insurer, also where the product went to another one', async () => {
    const before = await rig.contracted();
    const moved = aProduct({ version: 'v2', insurer: anInsurer({ id: 'insurer-2' }) });
    rig.products.load(aCatalogue({ products: [moved] }));
    const after = await rig.contracted();
    expect((await linesOf()).map(({ certificate }) => certificate.id)).toEqual([before.id]);
    const others = await linesOf({ ...january, insurerId: 'insurer-2' });
    expect(others.map(({ certificate }) => certificate.id)).toEqual([after.id]);
  });

  it('is the same in pages of any size, and only the first one is noted in the trail', async () => {
    for (const { id } of [await rig.contracted(), await rig.contracted(), await rig.contracted()]) {
      rig.clock.set(noonOf('2026-01-20'));
      await cancel(id);
    }
    const all = await linesOf();
    expect(all).toHaveLength(6);
    for (const rows of [1, 2, 3, 4, 6]) {
      const noted = rig.audit().length;
      const seen: Movement[] = [];
      let after: BordereauPlace | undefined;
      do {
        const page = await read(january, { rows, after }, 'ana');
        seen.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined && seen.length < 10);
      expect(seen).toEqual(all);
      expect(rig.audit().slice(noted)).toEqual([
        { actor: 'ana', action: 'bordereau.read', subject: 'insurer-1', details: { month: '2026-01' } },
      ]);
    }
  });

  it('ends behind a place of a product that it does not have', async () => {
    await rig.contracted();
    const after = { productId: 'product-9', section: 'issues', value: '2026-01-01T00:00:00.000Z', id: '' } as const;
    expect(await read(january, { rows: 9, after }, 'ana')).toEqual({ items: [], next: null });
  });

  it('adds up more lines than are read at a time', async () => {
    const store = rig.affinities;
    const { id } = await rig.contracted();
    const many = Array.from({ length: 1_201 }, (_, at) => ({ ...rig.stored(id), id: `many-${at}` }));
    const movements = memoryMovements(() => [...store(), ...many], rig.partners);
    const [sum] = await totalBordereau(rig.products, movements)(january);
    expect(sum).toMatchObject({ kind: 'issued', count: 1_202, total: 1_202 * 108_380, tax: 1_202 * 7_380 });
  });

  it('is empty of a month without movements, and of an insurer without products; an unknown one is refused', async () => {
    expect(await linesOf({ ...january, month: '2025-02' })).toEqual([]);
    rig.products.load(aCatalogue({ insurers: [anInsurer({ id: 'insurer-3' })] }));
    expect(await linesOf({ ...january, insurerId: 'insurer-3' })).toEqual([]);
    expect(await total({ ...january, insurerId: 'insurer-3' })).toEqual([]);
    expect(await refusalOf(linesOf({ ...january, insurerId: 'nobody' }))).toBe('INSURER-UNKNOWN');
    expect(await refusalOf(total({ ...january, insurerId: 'nobody' }))).toBe('INSURER-UNKNOWN');
  });
});

describe('what goes back of a cancellation', () => {
  const certificate = (refund: number, taxRefund: number, kept: number): MovedCertificate => ({
    ...{ id: 'a', partnerId: 'p', partnerName: 'P', productId: 'product-1', productVersion: 'v1', planId: 'basic' },
    ...{ certificateNumber: 'A', originalNumber: null, issuedAt: instant('2026-01-02T12:00:00Z') },
    ...{ lifetimeStart: civilDate('2026-01-01'), lifetimeEnd: civilDate('2026-12-31') },
    premium: { net: 100_000, fees: 1_000, tax: 7_380, total: 108_380, currency: 'BRL' },
    dateEnd: plainDate('2026-01-20'),
    cancellation: {
      ...{ reason: 'insurer', at: instant('2026-01-20T12:00:00Z'), rule: 'pro-rata', paid: refund + kept },
      ...{ kept, refund, taxRefund },
    },
  });

  it.each([
    ['everything', certificate(108_380, 7_380, 0), [-100_000, -1_000, -7_380, -108_380]],
    ['a part', certificate(67_380, 4_428, 41_000), [-62_952, 0, -4_428, -67_380]],
    ['nothing', certificate(0, 0, 108_380), [0, 0, 0, 0]],
    ['less than the fees', certificate(400, 0, 0), [0, -400, 0, -400]],
  ])('where %s does', (_, moved, amounts) => {
    const { net, fees, tax, total } = cancellationOf(moved, aProduct());
    expect([net, fees, tax, total]).toEqual(amounts);
    expect(issueOf(moved, aProduct()).total + total).toBe(108_380 - (moved.cancellation?.refund ?? 0));
  });

  it('is known only of what was canceled, and issues of what was issued', () => {
    expect(() => cancellationOf({ ...certificate(0, 0, 0), cancellation: null }, aProduct())).toThrow('not canceled');
    expect(() => issueOf({ ...certificate(0, 0, 0), issuedAt: null }, aProduct())).toThrow('not issued');
  });
});
