import { confirmationOf, listedStatus, proposalOf, underwritingOf, type Quotation } from '@affinity-engine/quotation';
import { toWire } from '../edge/names.js';
import { quotationAnswer } from './quotation-schemas.js';

const fieldsWire = toWire(quotationAnswer);
/** A quotation as lists of operators show it. */
export const quotationWire = (quotation: Quotation) => {
  const proposal = proposalOf(quotation);
  const proposed = quotation.variants.find(({ id }) => id === proposal?.variantId);
  return fieldsWire({
    ...quotation,
    status: listedStatus(quotation),
    proposalNumber: proposal?.number ?? null,
    underwriting: proposed?.underwriting.decision ?? null,
    underwritingState: underwritingOf(quotation),
    released: proposal?.released ?? false,
    enhancedDiligence: proposal?.enhancedDiligence ?? false,
    paymentReference: confirmationOf(quotation)?.paymentReference ?? null,
  });
};
