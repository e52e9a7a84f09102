import type { Cancellation, CertificateMovements, MovedCertificate, MovementQuery } from '@affinity-engine/affinity';
import { dayAfter, epochMilliseconds, instant, instantAt, startOfDay, type PlainDate } from '@affinity-engine/kernel';
import { integerIn, integerOrNullIn, textIn, type Execute, type Row, type Value } from '../engine/sql.js';

/** What is read: no column of a person, sealed or not, but the cancellation, whose description is left out. */
const columns = `a.id, a.partner_id, a.product_id, a.product_version, a.plan_id, a.certificate_number, a.lifetime_start, a.lifetime_end,
  a.net, a.fees, a.tax, a.total, a.currency, a.issued_at, a.date_end, a.cancellation, (select p.name from partner p where p.id = a.partner_id) as partner_name,
  (select o.certificate_number from affinity o where o.id = a.renewed_from) as original_number`;

/** Each section has an index of its own, in its order. */
const sections = {
  issues: {
    column: 'issued_at',
    where: 'a.issued_at is not null',
    valueOf: (value: string): Value => epochMilliseconds(instant(value)),
    startOf: (day: PlainDate): Value => epochMilliseconds(startOfDay(day)),
  },
  cancellations: {
    column: 'date_end',
    where: 'a.date_end is not null and a.issued_at is not null',
    valueOf: (value: string): Value => value,
    startOf: (day: PlainDate): Value => day,
  },
} as const;

/** What moved, along the indexes `affinity_issued` and `affinity_ended_early`. */
export const knexMovements = (read: Execute): CertificateMovements => ({
  async page(query) {
    if (query.productVersions.length === 0) return [];
    const { sql, bindings } = pageOf(query);
    return (await read(sql, bindings)).map(certificateFrom);
  },
});

function pageOf({ productId, productVersions, section, from, to, rows, after }: MovementQuery) {
  const { column, where, valueOf, startOf } = sections[section];
  const ordered = `a.${column}, a.id`;
  // A bound that the place implies would have the database start at the bound, and walk to the place.
  const [begin, bound]: readonly [string, readonly Value[]] =
    after === undefined
      ? [`a.${column} >= ?`, [startOf(from)]]
      : [`(${ordered}) > (?, ?)`, [valueOf(after.value), after.id]];
  const marks = productVersions.map(() => '?').join(', ');
  return {
    sql: `select ${columns} from affinity a
      where a.product_id = ? and ${where} and ${begin} and a.${column} < ? and a.product_version in (${marks})
      order by ${ordered} limit ?`,
    bindings: [productId, ...bound, startOf(dayAfter(to)), ...productVersions, rows],
  };
}

function certificateFrom(row: Row): MovedCertificate {
  const issuedAt = integerOrNullIn(row, 'issued_at');
  return {
    id: textIn(row, 'id'),
    partnerId: textIn(row, 'partner_id'),
    partnerName: textIn(row, 'partner_name'),
    productId: textIn(row, 'product_id'),
    productVersion: textIn(row, 'product_version'),
    planId: textIn(row, 'plan_id'),
    certificateNumber: textIn(row, 'certificate_number'),
    originalNumber: textOrNullIn(row, 'original_number'),
    lifetimeStart: textIn(row, 'lifetime_start') as PlainDate,
    lifetimeEnd: textIn(row, 'lifetime_end') as PlainDate,
    premium: {
      net: integerIn(row, 'net'),
      fees: integerIn(row, 'fees'),
      tax: integerIn(row, 'tax'),
      total: integerIn(row, 'total'),
      currency: textIn(row, 'currency'),
    },
    issuedAt: issuedAt === null ? null : instantAt(issuedAt),
    dateEnd: textOrNullIn(row, 'date_end') as PlainDate | null,
    cancellation: cancellationFrom(textOrNullIn(row, 'cancellation')),
  };
}

function cancellationFrom(text: string | null): MovedCertificate['cancellation'] {
  if (text === null) return null;
  const { description: _description, ...cancellation } = JSON.parse(text) as Cancellation;
  return cancellation;
}

const textOrNullIn = (row: Row, column: string): string | null => (row[column] ?? null) as string | null;
