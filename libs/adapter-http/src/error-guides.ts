import { affinityErrors } from '@affinity-engine/affinity';
import { affinityGroupErrors } from '@affinity-engine/affinity-group';
import { agencyErrors } from '@affinity-engine/agency-number';
import { catalogueErrors } from '@affinity-engine/catalogue';
import { eligibilityErrors } from '@affinity-engine/eligibility';
import { identityErrors } from '@affinity-engine/identity';
import { kernelErrors } from '@affinity-engine/kernel';
import { privacyErrors } from '@affinity-engine/privacy';
import { quotationErrors } from '@affinity-engine/quotation';
import { refusalErrors } from '@affinity-engine/refusal';
import { webhookErrors } from '@affinity-engine/webhook';
import { edgeErrors } from './edge/errors.js';

/** Tables of errors that callers can do something about, by the section of the page of errors that has them. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kernel: kernelErrors,
  catalogue: catalogueErrors,
  eligibility: eligibilityErrors,
  affinity: affinityErrors,
  'affinity-group': affinityGroupErrors,
  quotation: quotationErrors,
  'agency-number': agencyErrors,
  webhook: webhookErrors,
  identity: identityErrors,
  privacy: privacyErrors,
  refusal: refusalErrors,
  'adapter-http': edgeErrors,
};

/** What a code means, and where it is written what to do about it. */
export type ErrorGuide = { readonly sentence: string; readonly guide: string };

const page = 'docs/errors.md';

const guides: ReadonlyMap<string, ErrorGuide> = new Map(
  Object.entries(tables).flatMap(([section, table]) =>
    Object.entries(table).map(([code, sentence]) => [code, { sentence, guide: `${page}#${section}` }] as const),
  ),
);

/** The sentence of a code, and its place in the page of errors. A later version may have kept a code that this one has not. */
export const guideOf = (code: string): ErrorGuide =>
  guides.get(code) ?? { sentence: 'A code of another version.', guide: `${page}#every-code` };
