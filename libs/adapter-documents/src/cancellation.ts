import type { Affinity, Cancellation, DocumentFacts } from '@affinity-engine/affinity';
import { heading, keyBox, type Pair, pairs, prose } from './blocks.js';
import { contactSection } from './contacts.js';
import { documentError } from './errors.js';
import { contactPairs, frameOf, partyPairs } from './frame.js';
import { holderPairs } from './particulars.js';
import { print } from './print.js';
import type { Sheet } from './sheet.js';
import { table } from './table.js';
import { isMessage, type Wording } from './wording.js';

/**
 * The endorsement that ends a certificate (pt *endosso de cancelamento*): the cover, the day, the reason and the
 * refund.
 *
 * @throws DOCUMENT-UNAVAILABLE if the cover was not canceled.
 */
export async function printCancellation(facts: DocumentFacts): Promise<Uint8Array> {
  const { affinity } = facts;
  const { cancellation } = affinity;
  if (!cancellation) {
    const message = `Certificate ${affinity.certificateNumber} is not canceled.`;
    throw documentError('DOCUMENT-UNAVAILABLE', { affinityId: affinity.id }, message);
  }
  return print({ ...frameOf(facts, 'cancellation'), at: cancellation.at }, (sheet) => {
    const { say, dayOf } = sheet.words;
    keyBox(sheet, [
      [say('number.certificate'), affinity.certificateNumber],
      [say('number.policy'), facts.product.groupPolicyNumber],
      [say('date.canceled'), dayOf(cancellation.at)],
    ]);
    heading(sheet, say('cancellation'));
    pairs(sheet, cancellationPairs(sheet.words, facts, cancellation));
    if (cancellation.description) prose(sheet, say('cancellation.remark', { text: cancellation.description }));
    settlement(sheet, affinity, cancellation);
    heading(sheet, say('holder'));
    const bearer: readonly Pair[] = [[say('holder.name'), say('holder.bearer')]];
    pairs(sheet, affinity.holder ? holderPairs(affinity.holder, sheet.words) : bearer);
    heading(sheet, say('parties'));
    pairs(sheet, partyPairs(facts));
    contactSection(sheet, contactPairs(facts), facts.product.jurisdiction);
  });
}

function cancellationPairs(
  words: Wording,
  { affinity, product, plan }: DocumentFacts,
  { reason }: Cancellation,
): readonly Pair[] {
  const { say, day } = words;
  const period = { first: day(affinity.lifetimeStart), last: day(affinity.lifetimeEnd) };
  return [
    [say('cover.plan'), `${product.name} · ${plan.name}`],
    [say('cancellation.contracted'), say('cover.period.plain', period)],
    [say('cancellation.lastDay'), lastDay(words, affinity)],
    [say('cancellation.reason'), say(`reason.${reason}`)],
  ];
}

function lastDay({ say, day }: Wording, { dateEnd, lifetimeStart, lifetimeEnd }: Affinity): string {
  const end = dateEnd ?? lifetimeEnd;
  return end < lifetimeStart ? say('cancellation.never', { day: day(end) }) : day(end);
}

function settlement(sheet: Sheet, { premium }: Affinity, cancellation: Cancellation): void {
  const { say, money } = sheet.words;
  const { paid, kept, refund, taxRefund, rule } = cancellation;
  const amount = (value: number) => ({ text: money(value, premium.currency) });
  // A rule without a message is printed by its code.
  const ruleName = `rule.${rule}`;
  table(
    sheet,
    say('settlement'),
    [
      { title: say('settlement.amounts', { currency: premium.currency }), share: 0.7 },
      { title: say('amount'), share: 0.3, align: 'right' },
    ],
    [
      [{ text: say('settlement.contracted') }, amount(premium.total)],
      [{ text: say('settlement.paid') }, amount(paid)],
      [{ text: say('settlement.kept'), note: isMessage(ruleName) ? say(ruleName) : rule }, amount(kept)],
      [
        { text: say('settlement.refund'), bold: true },
        { ...amount(refund), bold: true },
      ],
      [{ text: say('settlement.tax') }, amount(taxRefund)],
    ],
  );
}
