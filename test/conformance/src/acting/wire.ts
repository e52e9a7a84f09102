/** The answers of the calls, as a partner's developer would type them. */
export type Attachment = { readonly type: number; readonly url: string };

export type Failure = { readonly error: string };

export type Named = { readonly id: string; readonly name: string };

export type PlanPremium = {
  readonly net: number;
  readonly fees: number;
  readonly tax: number;
  readonly total: number;
  readonly currency: string;
  readonly period_days: number;
};

export type Plan = Named & {
  readonly assists: readonly Named[];
  readonly coverages: readonly Named[];
  readonly premium: PlanPremium;
};

export type Requested = { readonly id: string; readonly expires_at: string; readonly plans: readonly Plan[] };

export type Contracted = {
  readonly id: string;
  readonly status: number;
  readonly attachments: readonly Attachment[];
};

export type Cancellation = {
  readonly cancel_reason: number;
  readonly cancel_description: string | null;
  readonly rule: string;
  readonly paid: number;
  readonly kept: number;
  readonly refund: number;
  readonly tax_refund: number;
};

export type Affinity = Contracted & {
  readonly affinity_request_id: string;
  readonly product_id: string;
  readonly plan_id: string;
  readonly lifetime_start: string;
  readonly lifetime_end: string;
  readonly date_end: string | null;
  readonly affinity_holder: Readonly<Record<string, unknown>> | null;
  readonly item: Readonly<Record<string, unknown>> | null;
  readonly certificate_number: string;
  readonly premium: Omit<PlanPremium, 'period_days'>;
  readonly paid: number;
  readonly cancellation: Cancellation | null;
  readonly renewed_from: string | null;
  readonly renewed_by: string | null;
  readonly created_at: string;
  readonly issued_at: string | null;
};

export type Page = { readonly total: number; readonly items: readonly Affinity[]; readonly cursor: string | null };

export type Canceled = {
  readonly id: string;
  readonly status: number;
  readonly date_end: string;
  readonly refund: number;
};

export type Preview = {
  readonly id: string;
  readonly date_end: string;
  readonly rule: string;
  readonly paid: number;
  readonly kept: number;
  readonly refund: number;
  readonly tax_refund: number;
  readonly explain: readonly { readonly name: string; readonly amount?: number; readonly text?: string }[];
};

export type WebhookEvent = {
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly occurred_at: string;
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
};

export type Listed<Item> = { readonly items: readonly Item[]; readonly cursor: string | null };

export type Attempt = {
  readonly status_code: number | null;
  readonly error: string | null;
  readonly response_excerpt: string | null;
  readonly delivered: boolean;
  readonly replay: boolean;
  readonly next_attempt_at: string | null;
};

export type Delivery = {
  readonly event_id: string;
  readonly sequence: number;
  readonly type: string;
  readonly subject: string;
  readonly status: 'pending' | 'delivered' | 'skipped';
  readonly attempts: readonly Attempt[];
};

export type Endpoint = {
  readonly id: string;
  readonly owner_id: string;
  readonly url: string | null;
  readonly paused: boolean;
  readonly disabled: boolean;
  readonly ordering: string;
  readonly last_sequence: number;
  readonly delivered_sequence: number;
  readonly waiting: number;
  readonly secret?: string;
};

export type AuditEntry = {
  readonly number: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
};
