import type { Clock } from '@affinity-engine/kernel';
import type * as quotation from '@affinity-engine/quotation';
import type * as privacy from '@affinity-engine/privacy';
import type { Links } from '../edge/links.js';
import type { UseCases } from '../edge/use-cases.js';

/** The use cases that the quotation dialect calls. */
export type QuotationUseCases = UseCases<
  typeof quotation,
  | ('contractQuotation' | 'proposeQuotation' | 'checkOut' | 'readQuotation' | 'listQuotations')
  | ('listQuotationProducts' | 'readQuotationProduct' | 'subscriptionOfKey')
> &
  UseCases<typeof privacy, 'isLinkGood'> & {
    /** The document of the quotation's proposal with this sequence. */
    printProposal(id: string, sequence: number): Promise<{ readonly number: string; readonly bytes: Uint8Array }>;
    readonly links: Links;
    readonly clock: Clock;
    readonly limits: quotation.CallLimits;
  };
