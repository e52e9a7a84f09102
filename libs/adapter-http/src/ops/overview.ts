import type { Contracted } from '@affinity-engine/affinity';
import { civilDate, dayAfter, daysBetween, startOfDay, type PlainDate } from '@affinity-engine/kernel';
import { z } from 'zod';
import { inputInvalid } from '../edge/errors.js';
import { named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, day, shown } from '../edge/schemas.js';
import { seenOf } from './insurers-seen.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** Counted no further: people need not know how many more there are. */
const mostCounted = 1_000;

/** The most days of a series. */
const mostDays = 400;

const overview = z
  .object({
    dammed_endpoints: shown.count('webhook endpoints that an event holds back', 1),
    waiting_events: shown.count('events that are not delivered yet', 12),
    oldest_waiting_seconds: shown.count('how long the oldest of them waits', 340),
    referred_quotations: shown.count(
      'proposals that wait for an underwriter; of its insurers, for one who has some',
      3,
    ),
    unanswered_questions: shown.count('risks that insurers have not answered; 1000: that many or more', 2),
    contracted_today: shown.count('certificates of today', 118),
    last_contracted_at: shown.moment('when the last certificate was contracted; null: there is none').nullable(),
    as_of: shown.moment('business time of these figures'),
  })
  .meta(named('Overview', 'What waits, and how the day goes'));

const seriesQuery = z.strictObject({
  from: day.describe('the first day'),
  to: day.describe('the last day, itself included'),
});

const series = z
  .object({
    items: z
      .array(
        z
          .object({
            day: shown.day('a day in São Paulo'),
            contracted: shown.count('certificates that were contracted', 118),
            premium: z
              .record(z.string(), z.int())
              .meta(about('their premium by currency, in minor units', { BRL: 7_065_840 })),
          })
          .meta(named('SeriesDay', 'A day of a series')),
      )
      .describe('every day of the span'),
  })
  .meta(named('Series', 'Certificates and premium by day'));

/** What waits, and how the days go. */
export function overviewRoutes(useCases: OpsUseCases): readonly Route[] {
  const { lists, clock } = useCases;
  const seen = seenOf(useCases);
  return [
    route({
      call: 'GET /ops/v1/overview',
      operationId: 'getOverview',
      summary: 'What waits, and how the day goes',
      description:
        'Counted when it is asked. For an underwriter who is bound to insurers, what is sold and asked counts theirs alone.',
      answer: overview,
      act: async ({ caller }) => {
        const { waiting, dammedEndpoints, oldestWaitingSeconds } = await lists.deliveries.lag();
        const operationCodes = seen.operationCodes(caller);
        const referred = await lists.quotations.count({
          ...(operationCodes === undefined ? {} : { operationCodes }),
          ...{ status: 'draft', underwritingState: 'referred', sort: [], skip: 0, limit: 0 },
        });
        const productIds = seen.productIds(caller);
        const { items } = await lists.certificates.find({ productIds, rows: 1 });
        const [contracted] = await lists.certificates.contracted([spanOf(clock.today())], productIds);
        return {
          dammed_endpoints: dammedEndpoints,
          waiting_events: waiting,
          oldest_waiting_seconds: Math.round(oldestWaitingSeconds),
          referred_quotations: referred,
          unanswered_questions: await lists.certificates.countUnanswered(mostCounted, productIds),
          contracted_today: contracted?.count ?? 0,
          last_contracted_at: items[0]?.createdAt ?? null,
          as_of: clock.now(),
        };
      },
      present: (figures: z.input<typeof overview>) => figures,
    }),
    route({
      call: 'GET /ops/v1/series',
      operationId: 'getSeries',
      summary: 'Certificates and premium by day',
      description: `At most ${mostDays} days. A certificate counts on the day it was contracted, also if it was canceled later.`,
      query: seriesQuery,
      answer: series,
      act: async ({ query, caller }) => {
        const days = daysIn(civilDate(query.from), civilDate(query.to));
        const found = await lists.certificates.contracted(days.map(spanOf), seen.productIds(caller));
        return days.map((each, at) => ({ day: each, ...(found[at] as Contracted) }));
      },
      present: (items: readonly (Contracted & { readonly day: PlainDate })[]) => ({
        items: items.map(({ day: each, count, premium }) => ({ day: each, contracted: count, premium })),
      }),
    }),
  ];
}

const spanOf = (each: PlainDate) => ({ from: startOfDay(each), to: startOfDay(dayAfter(each)) });

/** @throws INPUT-INVALID for a span that ends before it begins, or has too many days */
function daysIn(from: PlainDate, to: PlainDate): readonly PlainDate[] {
  if (to < from) throw inputInvalid([{ path: 'to', expected: `a day from ${from} on` }]);
  if (daysBetween(from, to) >= mostDays) throw inputInvalid([{ path: 'to', expected: `at most ${mostDays} days` }]);
  const days = [from];
  for (let last = from; last < to;) days.push((last = dayAfter(last)));
  return days;
}
