import { epochMilliseconds, instantAt } from '@affinity-engine/kernel';
import type { GroupedRefusals, KeptRefusal, RefusalFilter, RefusalLists } from '@affinity-engine/refusal';
import type { z } from 'zod';
import { guideOf } from '../error-guides.js';
import { readCursor, writeCursor } from './cursor.js';
import { edgeError, inputInvalid } from './errors.js';
import { momentFrom } from './moments.js';
import { fromWire, toWire } from './names.js';
import { pageFound, pageOf, type Page } from './paged.js';
import * as schemas from './refusal-schemas.js';

type Span = { readonly from?: string | undefined; readonly to?: string | undefined };

/** The moments of a span. @throws INPUT-INVALID where it ends before it begins */
export function spanOf({ from, to }: Span): Pick<RefusalFilter, 'from' | 'to'> {
  const span = {
    ...(from === undefined ? {} : { from: momentFrom(from) }),
    ...(to === undefined ? {} : { to: momentFrom(to) }),
  };
  if (span.from !== undefined && span.to !== undefined && span.to <= span.from) {
    throw inputInvalid([{ path: 'to', expected: 'a moment after from' }]);
  }
  return span;
}

/** A page of refusals, newest first; a partner's own with its id. @throws CURSOR-INVALID, INPUT-INVALID */
export async function refusalsPage(
  lists: Pick<RefusalLists, 'page'>,
  query: z.output<typeof schemas.refusalsQuery>,
  ofPartner?: string,
): Promise<Page<KeptRefusal>> {
  const { cursor, rows = 20, from, to, ...equal } = query;
  const own = ofPartner === undefined ? {} : { partnerId: ofPartner };
  const filter: RefusalFilter = { ...fromWire(equal), ...spanOf({ from, to }), ...own };
  const of = JSON.stringify(Object.entries(filter).sort());
  const before = cursor === undefined ? {} : { before: placeOf(readCursor(cursor, of)) };
  const found = await lists.page({ ...filter, ...before, limit: rows + 1 });
  return pageFound(found, rows, ({ at, number }) =>
    writeCursor({ total: 0, value: String(epochMilliseconds(at)), id: String(number) }, of),
  );
}

function placeOf({ value, id }: { readonly value: string; readonly id: string }) {
  if (![value, id].every((text) => /^\d{1,15}$/.test(text))) throw edgeError('CURSOR-INVALID');
  return { at: instantAt(Number(value)), number: Number(id) };
}

const refusalFields = toWire(schemas.refusalAnswer);
const aboutFields = toWire(schemas.refusalAnswer.shape.about);

export const refusalWire = (refusal: KeptRefusal) => {
  const { about, problems: faults } = refusal;
  return refusalFields({
    ...{ ...refusal, ...guideOf(refusal.code), faults },
    about: aboutFields(about as Parameters<typeof aboutFields>[0]),
  });
};

export const refusalsWire = pageOf(refusalWire);

const groupFields = toWire(schemas.refusalGroupAnswer);

export const refusalGroupsWire = ({ from, to, groups }: GroupedRefusals) => ({
  ...{ from, to },
  items: groups.map((group) => groupFields({ ...group, ...guideOf(group.code), newestReference: group.newest })),
});
