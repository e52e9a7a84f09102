import { catalogueError, type Product } from '@affinity-engine/catalogue';
import { addDays, addMonths, plainDate, type Actor, type PlainDate } from '@affinity-engine/kernel';
import { cancellationOf, issueOf, type MovedAmounts, type Movement, type MovementKind } from './movement.js';
import type { AffinityWork, Products } from './ports.js';
import {
  movementSections,
  type CertificateMovements,
  type MovementPlace,
  type MovementQuery,
  type MovementSection,
} from './movements.js';

/** The bordereau of an insurer for a month `yyyy-mm`. */
export type BordereauOf = { readonly insurerId: string; readonly month: string };

/** Where a bordereau goes on: behind a line of a section of a product. */
export type BordereauPlace = MovementPlace & { readonly productId: string; readonly section: MovementSection };

/** A page, and the place to go on behind; null at the end. */
export type BordereauPage = { readonly items: readonly Movement[]; readonly next: BordereauPlace | null };

/** What the movements of a kind in a currency add up to. */
export type MovementTotal = MovedAmounts & {
  readonly currency: string;
  readonly kind: MovementKind;
  readonly count: number;
};

/** How many lines are summed up in one go: no more are in memory. */
const linesAtATime = 500;

/**
 * A page of the movements of an insurer's certificates in a month: product by product, what was issued, then what was canceled,
 * each in the order of time. A certificate belongs to the insurer of the version it was contracted with. The first page is noted in
 * the audit trail.
 * @throws INSURER-UNKNOWN
 */
export const readBordereau =
  (work: AffinityWork, products: Products, movements: CertificateMovements) =>
  async (
    of: BordereauOf,
    { rows, after }: { readonly rows: number; readonly after?: BordereauPlace | undefined },
    by: Actor,
  ): Promise<BordereauPage> => {
    const sections = await sectionsOf(products, of, after);
    if (after === undefined) {
      const { insurerId, month } = of;
      const entry = { actor: by, action: 'bordereau.read', subject: insurerId, details: { month } };
      await work.run(async ({ audit }) => audit.append(entry));
    }
    const found: Movement[] = [];
    for (const section of sections) {
      found.push(...(await linesOf(movements, products, { ...section, rows: rows + 1 - found.length })));
      if (found.length > rows) break;
    }
    const items = found.slice(0, rows);
    const last = items.at(-1);
    return { items, next: found.length > rows && last !== undefined ? placeOf(last) : null };
  };

/**
 * What a bordereau adds up to, by currency and kind: each that there is. All lines are read for it, so many at a time.
 * @throws INSURER-UNKNOWN
 */
export const totalBordereau =
  (products: Products, movements: CertificateMovements) =>
  async (of: BordereauOf): Promise<readonly MovementTotal[]> => {
    const totals = new Map<string, MovementTotal>();
    for (const section of await sectionsOf(products, of)) {
      for (let after: MovementPlace | undefined; ;) {
        const lines = await linesOf(movements, products, { ...section, after, rows: linesAtATime });
        for (const line of lines) addTo(totals, line);
        const last = lines.at(-1);
        if (last === undefined || lines.length < linesAtATime) break;
        after = placeOf(last);
      }
    }
    return [...totals.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total);
  };

type Section = Omit<MovementQuery, 'rows'>;

/** The sections of a bordereau in its order, from the place on. @throws INSURER-UNKNOWN */
async function sectionsOf(
  products: Products,
  { insurerId, month }: BordereauOf,
  after?: BordereauPlace,
): Promise<readonly Section[]> {
  const versions = new Map<string, string[]>();
  for (const { id, version } of await products.carriedBy(insurerId)) {
    versions.set(id, [...(versions.get(id) ?? []), version]);
  }
  if (versions.size === 0 && products.current().insurers.every(({ id }) => id !== insurerId)) {
    throw catalogueError('INSURER-UNKNOWN', { insurerId });
  }
  const [from, to] = daysOf(month);
  const all = [...versions.keys()].sort().flatMap((productId): readonly Section[] => {
    const productVersions = versions.get(productId) ?? [];
    return movementSections.map((section) => ({ productId, productVersions, section, from, to }));
  });
  if (after === undefined) return all;
  const at = all.findIndex((each) => each.productId === after.productId && each.section === after.section);
  return all.slice(at === -1 ? all.length : at).map((each, index) => (index === 0 ? { ...each, after } : each));
}

/** The first and the last day of a month. */
function daysOf(month: string): readonly [from: PlainDate, to: PlainDate] {
  const first = plainDate(`${month}-01`);
  return [first, addDays(addMonths(first, 1), -1)];
}

async function linesOf(
  movements: CertificateMovements,
  products: Products,
  query: MovementQuery,
): Promise<readonly Movement[]> {
  const lineOf = query.section === 'issues' ? issueOf : cancellationOf;
  const known = new Map<string, Product>();
  const lines: Movement[] = [];
  for (const certificate of await movements.page(query)) {
    const { productId, productVersion } = certificate;
    const product = known.get(productVersion) ?? (await products.at(productId, productVersion));
    known.set(productVersion, product);
    lines.push(lineOf(certificate, product));
  }
  return lines;
}

function placeOf({ kind, day, certificate: { id, productId, issuedAt } }: Movement): BordereauPlace {
  return kind === 'canceled'
    ? { productId, section: 'cancellations', value: day, id }
    : { productId, section: 'issues', value: issuedAt ?? '', id };
}

function addTo(totals: Map<string, MovementTotal>, { kind, certificate, net, fees, tax, total }: Movement): void {
  const { currency } = certificate.premium;
  const key = `${currency} ${kind}`;
  const before = totals.get(key) ?? { currency, kind, count: 0, net: 0, fees: 0, tax: 0, total: 0 };
  totals.set(key, {
    ...{ currency, kind, count: before.count + 1, net: before.net + net, fees: before.fees + fees },
    ...{ tax: before.tax + tax, total: before.total + total },
  });
}
