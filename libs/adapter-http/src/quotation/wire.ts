import { currencyExponent, type Instant } from '@affinity-engine/kernel';
import type { Answered, Variant } from '@affinity-engine/questionnaire';
import { answersOf, confirmationOf, listedStatus, proposalOf } from '@affinity-engine/quotation';
import type {
  ListedStatus,
  OfferedInstallments,
  PaymentOption,
  PricedVariant,
  Quotation,
} from '@affinity-engine/quotation';
import { codes } from '@affinity-engine/quotation-product';
import type { Links } from '../edge/links.js';

/** The dialect's words for the status of a quotation. */
export const statusWords = { draft: 'Draft', confirmed: 'Confirmed', expired: 'Expired' } as const satisfies Record<
  ListedStatus,
  string
>;

export const statusOfWord = (word: string): ListedStatus | undefined =>
  (Object.keys(statusWords) as ListedStatus[]).find((status) => statusWords[status] === word);

/** The shape of every success of the dialect. */
export const envelope = <Item>(item: Item, now: Instant) => ({ item, success: true as const, executed: now });

/** The answer to contracting: prices, without a proposal. */
export const quotationItem = (quotation: Quotation) => ({
  quotationIdentifier: quotation.id,
  status: statusWords[listedStatus(quotation)],
  pricing: quotation.variants.map((variant) => pricingWire(variant, quotation.currency)),
});

/** The answer to a proposal: the same, with the proposal before the prices. */
export function proposalItem(quotation: Quotation, links: Links) {
  const { pricing, ...item } = quotationItem(quotation);
  return { ...item, proposal: proposalWire(quotation, links), pricing };
}

export function proposalWire(quotation: Quotation, links: Links) {
  const proposal = proposalOf(quotation);
  if (proposal === null) return null;
  const documentUrl = links.to(quotation.id, 'proposal', proposal.sequence);
  return { number: proposal.number, date: proposal.madeAt, documentUrl };
}

/** The answer to reading: all fields, with the answers as they were given and as texts. */
export const readItem = (quotation: Quotation, links: Links) => ({
  ...proposalItem(quotation, links),
  number: quotation.number,
  registerNumber: quotation.registerNumber,
  operationCode: quotation.operationCode,
  createdAt: quotation.createdAt,
  expiresAt: quotation.expiresAt,
  answers: answersOf(quotation).map(answerWire),
  schedule: (confirmationOf(quotation)?.schedule ?? []).map(({ number, dueDate, value, interest, tax }) => ({
    number,
    dueDate: wholeSeconds(dueDate),
    value: decimalOf(value, quotation.currency),
    interest: decimalOf(interest, quotation.currency),
    tax: decimalOf(tax, quotation.currency),
  })),
});

/** A line of the list. */
export const listWire = (quotation: Quotation) => ({
  quotationIdentifier: quotation.id,
  number: quotation.number,
  status: statusWords[listedStatus(quotation)],
  product: quotation.operationCode,
  insuredName: String(answersOf(quotation).find(({ code }) => code === codes.insuredName)?.answer ?? ''),
  proposalNumber: proposalOf(quotation)?.number ?? null,
  createdAt: quotation.createdAt,
  expiresAt: quotation.expiresAt,
});

const answerWire = ({ code, answer, questionText, answerText }: Answered) => ({
  code,
  answer,
  questionText,
  answerText,
});

function pricingWire({ id, answers, underwriting, price, loading, paymentOptions }: PricedVariant, currency: string) {
  const amount = (minor: number): number => decimalOf(minor, currency);
  return {
    variantIdentifier: id,
    underwriting: { approved: underwriting.decision === 'approve', evaluations: underwriting.evaluations },
    price: {
      commission: amount(price.commission),
      grievanceDiscount: Number(loading),
      netValue: amount(price.net),
      interestValue: amount(price.interest),
      taxValue: amount(price.tax),
      totalValue: amount(price.total),
      limitDeductible: { deductible: shown(answers, 'DEDUCTIBLE'), limits: shown(answers, 'LIMIT') },
    },
    payment: {
      financialType: 'Charge' as const,
      paymentOptions: paymentOptions.map((each) => optionWire(each, amount)),
    },
  };
}

/** One answer of the variant with its texts, in the lists of this dialect. */
function shown(answers: Variant, code: string) {
  const found = answers.find((each) => each.code === code);
  return {
    answer: found === undefined ? [] : [found.answer],
    questionText: found?.questionText ?? '',
    answerText: found === undefined ? [] : [found.answerText].flat(),
  };
}

const paymentWords: Readonly<Record<string, { readonly paymentMethod: string; readonly paymentType: string }>> = {
  'CREDIT-CARD': { paymentMethod: 'All', paymentType: 'CreditCard' },
  TICKET: { paymentMethod: 'Ticket', paymentType: 'Ticket' },
};

const optionWire = ({ method, offers }: PaymentOption, amount: (minor: number) => number) => ({
  ...(paymentWords[method] ?? { paymentMethod: method, paymentType: method }),
  installments: offers.map((offer) => installmentWire(offer, amount)),
});

const installmentWire = (offer: OfferedInstallments, amount: (minor: number) => number) => ({
  identifier: offer.id,
  number: offer.count,
  commissionValue: amount(offer.commission),
  netValue: amount(offer.net),
  interestValue: amount(offer.interest),
  taxValue: amount(offer.tax),
  totalValue: amount(offer.total),
  installmentValue: amount(offer.installmentValue),
  installmentInterest: amount(offer.installmentInterest),
  installmentTax: amount(offer.installmentTax),
  dueDates: offer.dueDates.map(wholeSeconds),
});

/** Minor units as the decimal number of this dialect. The quotient is the nearest double, which prints exactly. */
const decimalOf = (minor: number, currency: string): number => minor / 10 ** currencyExponent(currency);

/** Due dates are on whole hours and are written without fractions. */
const wholeSeconds = (at: Instant): string => at.replace('.000Z', 'Z');
