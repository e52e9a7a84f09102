import type { Affinity, FoundAffinities } from '@affinity-engine/affinity';
import { epochMilliseconds, plus } from '@affinity-engine/kernel';
import { z } from 'zod';
import { affinityShape } from '../affinity/answers.js';
import { readCursor, writeCursor } from '../edge/cursor.js';
import { named } from '../edge/marks.js';
import { pageQuery } from '../edge/paged.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, catalogueId, shown } from '../edge/schemas.js';
import { pageOfAnswers } from './answers.js';
import { seenOf } from './insurers-seen.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });
const dayMs = 86_400_000;

const query = pageQuery.extend({
  insurer_id: catalogueId.optional().meta(about('only those put to this insurer', 'ins-61234')),
  older_than_days: z.int().min(0).max(3_650).optional().meta(about('only those asked so many days ago', 5)),
});

const { id, certificate_number, product_id, lifetime_start, lifetime_end } = affinityShape;

const question = z
  .object({
    affinity_id: id,
    certificate_number,
    partner_id: shown.id('whose it is'),
    product_id,
    insurer_id: shown.text('who was asked; null if the product left the catalogue', 'ins-61234').nullable(),
    asked_at: shown.moment('when the insurer was asked'),
    age_days: shown.count('whole days since then', 3),
    ...{ lifetime_start, lifetime_end },
  })
  .meta(named('InsurerQuestion', 'A risk that an insurer was asked for and has not answered'));

/** The risks that insurers were asked for over HTTP and have not answered. */
export const insurerQuestionRoutes = (useCases: OpsUseCases): readonly Route[] => {
  const { lists, products, clock } = useCases;
  const { certificates } = lists;
  const seen = seenOf(useCases);
  const insurerOf = (productId: string) =>
    products.current().products.find((each) => each.id === productId)?.insurer.id;
  const questionWire = (affinity: Affinity) => ({
    affinity_id: affinity.id,
    certificate_number: affinity.certificateNumber,
    partner_id: affinity.partnerId,
    product_id: affinity.productId,
    insurer_id: insurerOf(affinity.productId) ?? null,
    asked_at: affinity.createdAt,
    age_days: Math.floor((epochMilliseconds(clock.now()) - epochMilliseconds(affinity.createdAt)) / dayMs),
    lifetime_start: affinity.lifetimeStart,
    lifetime_end: affinity.lifetimeEnd,
  });
  return [
    route({
      call: 'GET /ops/v1/insurer-questions',
      operationId: 'listInsurerQuestions',
      summary: 'Risks that insurers were asked for and have not answered, the longest waiting first',
      description:
        'Those of insurers that call back. `POST /ops/v1/affinities/{affinity_id}/insurer-answer` answers one.',
      query,
      answer: pageOfAnswers(question, 'InsurerQuestionList'),
      act: async ({ query: { cursor, rows = 20, insurer_id: insurerId, older_than_days: days }, caller }) => {
        const filters = JSON.stringify([insurerId, days]);
        const found = await certificates.unanswered({
          productIds: seen.productIds(caller, insurerId),
          ...(days === undefined ? {} : { askedBefore: plus(clock.now(), { days: -days }) }),
          ...(cursor === undefined ? {} : { after: readCursor(cursor, filters) }),
          rows,
        });
        return { ...found, filters };
      },
      present: ({ items, next, filters }: FoundAffinities & { readonly filters: string }) => ({
        items: items.map(questionWire),
        cursor: next === null ? null : writeCursor({ total: 0, ...next }, filters),
      }),
    }),
  ];
};
