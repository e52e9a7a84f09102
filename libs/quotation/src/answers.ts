import { codePointName, daysBetween, plainDate, type PlainDate, type Typeface } from '@affinity-engine/kernel';
import {
  evaluate,
  upTo,
  type Answer,
  type Answered,
  type Evaluation,
  type Given,
} from '@affinity-engine/questionnaire';
import { codes, derivedOfOffer, type QuotationProduct } from '@affinity-engine/quotation-product';
import { quotationError } from './errors.js';
import { proposalOf } from './parts-of.js';
import type { OfferedInstallments, PricedVariant, Quotation } from './quotation.js';

/** Returns an evaluation if it is complete. @throws ANSWERS-NOT-EVALUATED with the codes and reasons */
export function evaluated(evaluation: Evaluation): Evaluation {
  const { unevaluated, unknown, doubled } = evaluation;
  if (unevaluated.length + unknown.length + doubled.length === 0) return evaluation;
  throw quotationError('ANSWERS-NOT-EVALUATED', {
    codes: unevaluated.map(({ code }) => code),
    causes: unevaluated.map(({ code, reason }) => ({ code, reason })),
    unknown,
    doubled,
  });
}

/** Refuses answers that a proposal cannot print. @throws ANSWERS-NOT-EVALUATED with their codes and a character of each */
export function checkPrintable(typeface: Typeface, answers: readonly Answered[]): void {
  const causes = answers.flatMap(({ code, answerText }) => {
    const found = typeface.unprintableIn([answerText].flat().join(' '));
    return found === null ? [] : [{ code, reason: `unprintable ${codePointName(found.character)}` }];
  });
  if (causes.length === 0) return;
  throw quotationError('ANSWERS-NOT-EVALUATED', {
    codes: causes.map(({ code }) => code),
    causes,
    unknown: [],
    doubled: [],
  });
}

type Asking = Pick<QuotationProduct, 'questionnaire' | 'startWindow'>;

/** Checks of dates: a date of birth lies before today, the start of cover within the product's window. */
const acceptedDates = ({ startWindow }: Asking, today: PlainDate): NonNullable<Given['accept']> => ({
  [codes.birthDate]: (answer) => String(answer) < today,
  ...(startWindow === undefined
    ? {}
    : {
        [codes.start]: (answer) => {
          const days = daysBetween(today, plainDate(String(answer)));
          return -startWindow.pastDays <= days && days <= startWindow.futureDays;
        },
      }),
});

/** Evaluates the answers to contracting. */
export const evaluateContracting = (product: Asking, answers: readonly Answer[], today: PlainDate): Evaluation =>
  evaluate(upTo(product.questionnaire, 'contracting'), answers, { accept: acceptedDates(product, today) });

/** Evaluates the answers to contracting and a proposal; the chosen installments must be among those offered. */
export const evaluateProposal = (
  product: Asking,
  answers: readonly Answer[],
  offered: readonly PricedVariant[],
  today: PlainDate,
): Evaluation =>
  evaluate(product.questionnaire, answers, {
    accept: {
      ...acceptedDates(product, today),
      [codes.offer]: (id, withThese) => chosen(offered, String(id))?.method === withThese.get(codes.paymentMethod),
    },
    derive: Object.fromEntries(
      Object.entries(derivedOfOffer).map(([code, amount]) => [
        code,
        (from) => chosen(offered, String(from.get(codes.offer)))?.offer[amount],
      ]),
    ),
  });

/** The answers in force: those of contracting, replaced by those of the proposal where it has some, blank ones too. */
export function answersOf(quotation: Quotation): readonly Answered[] {
  const { answers } = quotation;
  const proposal = proposalOf(quotation);
  if (proposal === null) return answers;
  const changed = new Map(proposal.answers.map((given) => [given.code, given]));
  const own = new Set(answers.map(({ code }) => code));
  return [
    ...answers
      .filter(({ code }) => !proposal.withdrawn.includes(code))
      .map((given) => changed.get(given.code) ?? given),
    ...proposal.answers.filter(({ code }) => !own.has(code)),
  ];
}

export type Chosen = {
  readonly variant: PricedVariant;
  readonly method: string;
  readonly offer: OfferedInstallments;
};

/** The installments with this identifier; undefined if they are not offered or their variant was declined. */
export function chosen(variants: readonly PricedVariant[], offerId: string): Chosen | undefined {
  for (const variant of variants) {
    if (variant.underwriting.decision === 'decline') continue;
    for (const { method, offers } of variant.paymentOptions) {
      const offer = offers.find(({ id }) => id.toLowerCase() === offerId.toLowerCase());
      if (offer !== undefined) return { variant, method, offer };
    }
  }
  return undefined;
}
