import { plus, type Clock, type Ids, type Once, type Typeface } from '@affinity-engine/kernel';
import type { Answer } from '@affinity-engine/questionnaire';
import { checkPrintable, evaluateContracting, evaluated } from './answers.js';
import { checkRegisterNumber, currentProduct, quotationOf } from './find-or-throw.js';
import { allow, asOf, edited } from './lifecycle.js';
import { checkQuotedSale } from './check-sale.js';
import type { QuotationNumbers, QuotationProducts, QuotationWork } from './ports.js';
import { previouslyOffered, priceVariants } from './price-variants.js';
import type { Draft, QuotationId, Subscription } from './quotation.js';

export type ContractingInput = {
  /** The quotation to edit; without it a new one is made. */
  readonly quotationId?: QuotationId;
  readonly registerNumber: string;
  readonly operationCode: string;
  readonly answers: readonly Answer[];
};

export type QuotingPorts = {
  readonly products: QuotationProducts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly numbers: QuotationNumbers;
  readonly typeface: Typeface;
};

/**
 * Prices answers: as a new quotation, or again for a draft. An edit uses today's product and drops the proposal; where
 * a price is unchanged, its installments keep their identifiers.
 * @throws REGISTER-NUMBER-REFUSED, OPERATION-UNKNOWN, QUOTATION-NOT-FOUND, QUOTATION-EXPIRED, QUOTATION-CONFIRMED,
 *   ANSWERS-NOT-EVALUATED, NOT-ELIGIBLE
 */
export const contractQuotation = (work: QuotationWork, ports: QuotingPorts) => {
  const { products, clock, ids, numbers, typeface } = ports;
  return async (input: ContractingInput, by: Subscription, once?: Once<Draft>): Promise<Draft> => {
    const { registerNumber, operationCode } = input;
    const id = input.quotationId ?? ids.next();
    let number: string | undefined;
    return work.run(async ({ quotations, audit, eligibility }) => {
      checkRegisterNumber(by, registerNumber);
      const product = currentProduct(products, operationCode);
      const [now, today] = [clock.now(), clock.today()];
      const before =
        input.quotationId === undefined
          ? null
          : allow(asOf(await quotationOf(quotations, id, by, registerNumber), now), 'edit');
      const { values, answers } = evaluated(evaluateContracting(product, input.answers, today));
      checkPrintable(typeface, answers);
      await checkQuotedSale(eligibility, by, product, values, today);
      const pricing = { taxes: products.taxes(), now, today };
      const priced = {
        operationCode,
        currency: product.currency,
        productVersion: product.version,
        answers,
        variants: priceVariants(product, values, pricing, before === null ? [] : previouslyOffered(before), ids),
      };
      if (before !== null) {
        const draft = edited(before, priced);
        quotations.save(draft);
        audit.append({ actor: actorOf(by), action: 'quotation.edited', subject: id });
        return { ...draft, version: before.version + 1 };
      }
      number ??= await numbers.next();
      const draft: Draft = {
        ...priced,
        status: 'draft',
        id,
        subscriptionId: by.id,
        registerNumber,
        number,
        proposals: 0,
        createdAt: now,
        expiresAt: plus(now, { days: product.validDays }),
        version: 1,
      };
      quotations.add(draft);
      audit.append({ actor: actorOf(by), action: 'quotation.created', subject: id });
      return draft;
    }, once);
  };
};

/** A subscription's name in the audit trail. */
export const actorOf = ({ id }: Subscription): string => `subscription:${id}`;
