import { countingIds, settableClock, typefaceWithout } from '@affinity-engine/kernel/testing';
import type { Answer } from '@affinity-engine/questionnaire';
import { contractingAnswers } from '@affinity-engine/questionnaire/testing';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import { checkOut } from '../check-out.js';
import { contractQuotation, type ContractingInput } from '../contract-quotation.js';
import { expireQuotations, settlePayments } from '../scheduled-jobs.js';
import type { CardCharge, PaymentOutcome, SaleEligibility } from '../ports.js';
import { proposeQuotation } from '../propose-quotation.js';
import type { Quotation, Subscription } from '../quotation.js';
import { listQuotations, readQuotation } from '../read-quotation.js';
import { releaseQuotation } from '../release-quotation.js';
import { aSubscription } from './data-fixtures.js';
import { countingNumbers, eligibilityOf, memoryQuotationProducts, scriptedPayments } from './port-fixtures.js';
import { memoryQuotationWork } from './memory-quotation-work.js';

type RigSettings = {
  readonly products?: readonly QuotationProduct[];
  readonly eligibility?: SaleEligibility;
  readonly by?: Partial<Subscription>;
  readonly pay?: (charge: CardCharge) => PaymentOutcome | Promise<PaymentOutcome>;
  /** What the provider says was charged for a reference; nothing by default. */
  readonly charged?: (reference: string) => string | null;
};

const accept = ({ reference }: CardCharge): PaymentOutcome => ({ outcome: 'accepted', reference: `paid ${reference}` });

/** Every use case over one store in memory, at noon of 13 November 2022, the day the published sample is of. */
export function quotationFixtures(settings: RigSettings = {}) {
  const { products: configured = [aQuotationProduct()], pay = accept, eligibility = eligibilityOf() } = settings;
  const clock = settableClock('2022-11-13T12:00:00Z');
  const ids = countingIds();
  const typeface = typefaceWithout('山');
  const products = memoryQuotationProducts(...configured);
  const payments = scriptedPayments(pay, settings.charged);
  const store = memoryQuotationWork(undefined, eligibility);
  const { work, lists } = store;
  const by = aSubscription(settings.by);
  const contract = contractQuotation(work, { products, clock, ids, numbers: countingNumbers(), typeface });
  const propose = proposeQuotation(work, { products, clock, ids, typeface });
  const checkedOut = checkOut(work, products, payments, clock);
  const own = { registerNumber: '100000', operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER' } as const;
  return {
    ...store,
    clock,
    products,
    payments,
    by,
    contract,
    propose,
    checkOut: checkedOut,
    release: releaseQuotation(work, clock),
    read: readQuotation(work, clock),
    list: listQuotations(lists, clock),
    expireAll: expireQuotations(work, lists, clock),
    settleAll: settlePayments(work, lists, payments, clock),
    /** Quotes a natural person's answers, some of them others than usual. */
    quoted: (changes: Readonly<Record<string, unknown>> = {}, input: Partial<ContractingInput> = {}) =>
      contract({ ...own, answers: changed(contractingAnswers(), changes), ...input }, by),
    /** Proposes the n-th offer of a payment method of the first variant. */
    proposed: (
      quotation: Quotation,
      changes: Readonly<Record<string, unknown>> = {},
      method = 'CREDIT-CARD',
      count = 1,
    ) =>
      propose(
        { ...own, quotationId: quotation.id, answers: changed(proposalOf(quotation, method, count), changes) },
        by,
      ),
  };
}

export type QuotationFixtures = ReturnType<typeof quotationFixtures>;

/** The answers with some changed, added, or, where undefined, left out. */
function changed(answers: readonly Answer[], changes: Readonly<Record<string, unknown>>): readonly Answer[] {
  const kept = answers.filter(({ code }) => !(code in changes));
  const added = Object.entries(changes).flatMap(([code, answer]) => (answer === undefined ? [] : [{ code, answer }]));
  return [...kept, ...added];
}

function proposalOf(quotation: Quotation, method: string, count: number): readonly Answer[] {
  const option = quotation.variants[0]?.paymentOptions.find((each) => each.method === method);
  return [
    { code: 'INSURED-BIRTH-DATE', answer: '2001-09-15' },
    { code: 'PAYMENT-METHOD', answer: method },
    { code: 'PAYMENT-INSTALLMENT-IDENTIFIER', answer: option?.offers[count - 1]?.id },
    { code: 'PEP', answer: 'NO' },
    ...(method === 'TICKET' ? [{ code: 'DUE-DAY', answer: 10 }] : []),
  ];
}
