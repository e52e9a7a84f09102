// A program of another team: it uses the packages by their names, without this workspace.
import { choices } from '@affinity-engine/agency-default';
import { lastDayOf, type Plan } from '@affinity-engine/catalogue';
import { reasonsAgainst, type GroupTerms } from '@affinity-engine/eligibility';
import { instant, isDomainError, plainDate } from '@affinity-engine/kernel';
import { offersOf, refundOf, scheduleOf, taxRate, type Offer } from '@affinity-engine/premium';
import { evaluate, pepQuestions, questionnaireProblems, type Questionnaire } from '@affinity-engine/questionnaire';

const taxes = [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' }];
const rate = taxRate(taxes, { jurisdiction: 'BR', line: 'general', on: plainDate('2022-11-13') });
const executed = instant('2022-11-13T12:00:00Z');
const offers: readonly Offer[] = offersOf({ net: 167_143, taxRate: rate }, { cap: 11, minimum: 10_000 }, { executed });
const eleven = offers.at(-1);
const billed = eleven === undefined ? [] : scheduleOf(eleven).map(({ value }) => value);

const refund = refundOf({
  paid: 116_000,
  premium: 110_000,
  fees: 6_000,
  tax: 0,
  lifetimeStart: plainDate('2026-01-01'),
  lifetimeEnd: plainDate('2026-12-31'),
  issuedOn: plainDate('2025-12-01'),
  on: plainDate('2026-04-01'),
  reason: 'requested-by-holder',
});

const questionnaire: Questionnaire = {
  stages: ['contracting', 'proposal'],
  entries: [
    {
      code: 'PERSON-TYPE',
      stage: 'contracting',
      type: 'choice',
      text: 'Person',
      required: true,
      choices: [{ value: 'NATURAL', text: 'Natural' }],
    },
    ...pepQuestions,
  ],
};
const { unevaluated } = evaluate(questionnaire, [{ code: 'PERSON-TYPE', answer: 'NATURAL' }]);

const group: GroupTerms = {
  groupId: 'pc:909',
  type: 'Closed',
  productIds: ['auto'],
  jurisdictions: [],
  startDay: null,
  endDay: null,
  producerCodeIds: ['pc:6'],
};
const sale = { productId: 'bike', on: plainDate('2026-11-22'), jurisdiction: null };
const reasons = reasonsAgainst([group], { ...sale, producerCode: { status: 'active', id: 'pc:6' } });

const numbers = [
  { number: 'A-1', active: true, flags: { tenders: 1, calculations: null } },
  { number: 'A-2', active: true, flags: { tenders: 2, calculations: null } },
];
const offered = choices([numbers, []], 'tenders');

const plan: Plan = {
  id: 'annual',
  name: 'Annual',
  assists: [],
  coverages: [],
  price: { net: 1, fees: 0, periodDays: 365 },
  lifetimeDays: 365,
};

let refused = 'nothing';
try {
  plainDate('2026-02-30');
} catch (thrown) {
  refused = isDomainError(thrown) ? thrown.code : String(thrown);
}

console.log(
  JSON.stringify({
    installments: offers.length,
    value: eleven?.installmentValue,
    billed: billed.reduce((sum, value) => sum + value, 0),
    refund: refund.refund,
    problems: questionnaireProblems(questionnaire).length,
    unevaluated: unevaluated.map(({ code }) => code),
    reasons: reasons.map(({ code }) => code),
    offered: offered.map(({ entry, isDefault }) => [entry.number, isDefault]),
    lastDay: lastDayOf(plan, plainDate('2026-11-22')),
    refused,
  }),
);
