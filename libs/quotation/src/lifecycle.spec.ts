import { describe, expect, it } from '@jest/globals';
import { instant } from '@affinity-engine/kernel';
import { codeOf } from '@affinity-engine/kernel/testing';
import { allow, confirmed, declined, edited, expired, proposed, quotationLifecycle, released } from './lifecycle.js';
import type { Allowing, QuotationEvent } from './lifecycle.js';
import type { Quotation, QuotationStatus } from './quotation.js';
import { aConfirmed, aDraft, anExpired, aProposal, aProposed } from './testing/index.js';

const table: Readonly<Record<QuotationStatus, Readonly<Record<QuotationEvent, string>>>> = {
  draft: {
    edit: 'draft',
    propose: 'proposed',
    release: 'PROPOSAL-MISSING',
    decline: 'PROPOSAL-MISSING',
    'check-out': 'PROPOSAL-MISSING',
    expire: 'expired',
  },
  proposed: {
    ...{ edit: 'draft', propose: 'proposed', release: 'proposed', decline: 'proposed' },
    ...{ 'check-out': 'confirmed', expire: 'expired' },
  },
  confirmed: {
    edit: 'QUOTATION-CONFIRMED',
    propose: 'QUOTATION-CONFIRMED',
    release: 'QUOTATION-CONFIRMED',
    decline: 'QUOTATION-CONFIRMED',
    'check-out': 'QUOTATION-CONFIRMED',
    expire: 'QUOTATION-CONFIRMED',
  },
  expired: {
    edit: 'QUOTATION-EXPIRED',
    propose: 'QUOTATION-EXPIRED',
    release: 'QUOTATION-EXPIRED',
    decline: 'QUOTATION-EXPIRED',
    'check-out': 'QUOTATION-EXPIRED',
    expire: 'QUOTATION-EXPIRED',
  },
};

const cells = Object.entries(table).flatMap(([status, row]) =>
  Object.entries(row).map(([event, outcome]) => [status, event, outcome] as [QuotationStatus, QuotationEvent, string]),
);

const quotations: { readonly [Status in QuotationStatus]: Extract<Quotation, { status: Status }> } = {
  draft: aDraft(),
  proposed: aProposed(),
  confirmed: aConfirmed(),
  expired: anExpired(),
};

/** The status after each event. */
const outcomes: { readonly [Event in QuotationEvent]: (quotation: Allowing<Event>) => Quotation } = {
  edit: (quotation) => edited(quotation, aDraft({ answers: [] })),
  propose: (quotation) => proposed(quotation, aProposal({ sequence: 2 }), []),
  release: released,
  decline: declined,
  'check-out': (quotation) => confirmed(quotation, aConfirmed().confirmation),
  expire: expired,
};
const after = <Event extends QuotationEvent>(quotation: Quotation, event: Event): Quotation =>
  outcomes[event](allow(quotation, event));

/** The parts of each type. If the types differ, this does not compile. */
const parts = ['proposal', 'paymentLock', 'confirmation'] as const;
const holds = {
  draft: { proposal: false, paymentLock: false, confirmation: false },
  proposed: { proposal: true, paymentLock: true, confirmation: false },
  confirmed: { proposal: true, paymentLock: false, confirmation: true },
  expired: { proposal: true, paymentLock: false, confirmation: false },
} as const satisfies {
  readonly [Status in QuotationStatus]: {
    readonly [Part in (typeof parts)[number]]: Part extends keyof Extract<Quotation, { status: Status }> ? true : false;
  };
};
const heldBy = (quotation: Quotation) => Object.fromEntries(parts.map((part) => [part, part in quotation]));

/** The required parts. If the types differ, this does not compile. */
type NeverNull<Status extends QuotationStatus, Part extends string> =
  Extract<Quotation, { status: Status }> extends Readonly<Record<Part, object>> ? true : false;
const certain: [NeverNull<'proposed', 'proposal'>, NeverNull<'confirmed', 'proposal' | 'confirmation'>] = [true, true];

describe('the lifecycle of a quotation', () => {
  it('has four states and six events, each cell is listed here', () => {
    expect(Object.keys(quotationLifecycle)).toEqual(Object.keys(table));
    expect(cells).toHaveLength(24);
  });

  it.each(cells)('from %s by %s leads to %s', (status, event, outcome) => {
    const quotation = quotations[status];
    expect(codeOf(() => allow(quotation, event)) ?? after(quotation, event).status).toBe(outcome);
    expect((quotationLifecycle[status] as Readonly<Record<string, string>>)[event] ?? outcome).toBe(outcome);
  });

  it.each(cells.filter(([, , outcome]) => outcome in table))(
    'leaves nothing behind of what it was: from %s by %s',
    (status, event) => {
      const quotation = after(quotations[status], event);
      expect(heldBy(quotation)).toEqual(holds[quotation.status]);
    },
  );

  it('never has a proposed quotation without proposal, or a confirmed one without what was accepted', () => {
    expect(certain).toEqual([true, true]);
    for (const status of Object.keys(holds) as QuotationStatus[]) {
      expect(heldBy(quotations[status])).toEqual(holds[status]);
    }
  });

  it.each(['edit', 'propose', 'release', 'expire'] as const)(
    'refuses to %s while a payment is not decided',
    (event) => {
      const paymentLock = { proposalNumber: '41125730650001', until: instant('2022-11-14T01:04:03Z') };
      expect(codeOf(() => allow(aProposed({ paymentLock }), event))).toBe('CHECKOUT-UNDER-WAY');
      expect(codeOf(() => allow(aProposed({ paymentLock }), 'check-out'))).toBeNull();
    },
  );
});
