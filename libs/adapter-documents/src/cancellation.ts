import type { Affinity, Cancellation, DocumentFacts } from '@affinity-engine/affinity';
import { heading, keyBox, type Pair, pairs, prose } from './blocks.js';
import { documentError } from './errors.js';
import { dayOfText, dayText, moneyText } from './format.js';
import { contactPairs, frameOf, partyPairs } from './frame.js';
import { reasonLabels, ruleLabels } from './labels.js';
import { holderPairs } from './particulars.js';
import { print, type Sheet } from './sheet.js';
import { smallTable, table } from './table.js';

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
  const frame = frameOf(facts, 'Cancellation endorsement', 'Endosso de cancelamento');
  return print({ ...frame, at: cancellation.at }, (sheet) => {
    keyBox(sheet, [
      ['Certificate number (nº do certificado)', affinity.certificateNumber],
      ['Group policy (apólice coletiva)', facts.product.groupPolicyNumber],
      ['Canceled on (data do cancelamento)', dayOfText(cancellation.at)],
    ]);
    heading(sheet, 'Cancellation (cancelamento)');
    pairs(sheet, cancellationPairs(facts, cancellation));
    if (cancellation.description) prose(sheet, `Remark (observação): ${cancellation.description}`);
    settlement(sheet, affinity, cancellation);
    heading(sheet, 'Insured person (segurado)');
    pairs(sheet, affinity.holder ? holderPairs(affinity.holder) : [['Name (nome)', 'To bearer (ao portador)']]);
    heading(sheet, 'Insurer, policyholder and broker (partes do contrato)');
    pairs(sheet, partyPairs(facts));
    heading(sheet, 'Contact lines (canais de atendimento)', 90);
    pairs(sheet, contactPairs(facts));
  });
}

function cancellationPairs({ affinity, product, plan }: DocumentFacts, cancellation: Cancellation): readonly Pair[] {
  return [
    ['Product and plan (produto e plano)', `${product.name} · ${plan.name}`],
    [
      'Period contracted (vigência contratada)',
      `${dayText(affinity.lifetimeStart)} to ${dayText(affinity.lifetimeEnd)}`,
    ],
    ['New last day of cover (novo fim de vigência)', lastDay(affinity)],
    ['Reason (motivo)', reasonLabels[cancellation.reason]],
  ];
}

function lastDay({ dateEnd, lifetimeStart, lifetimeEnd }: Affinity): string {
  const end = dateEnd ?? lifetimeEnd;
  return end < lifetimeStart ? `none: ended on ${dayText(end)}, before cover began` : dayText(end);
}

function settlement(sheet: Sheet, { premium }: Affinity, cancellation: Cancellation): void {
  const { paid, kept, refund, taxRefund, rule } = cancellation;
  const amount = (value: number) => ({ text: moneyText(value, premium.currency) });
  heading(sheet, 'Settlement (acerto de contas)', smallTable);
  table(
    sheet,
    [
      { title: `Amounts in ${premium.currency}`, share: 0.7 },
      { title: 'Amount (valor)', share: 0.3, align: 'right' },
    ],
    [
      [{ text: 'Total premium contracted (prêmio total contratado)' }, amount(premium.total)],
      [{ text: 'Paid so far (valor pago)' }, amount(paid)],
      [{ text: 'Kept by the insurer (valor retido)', note: ruleLabels[rule] ?? rule }, amount(kept)],
      [
        { text: 'Refund (restituição)', bold: true },
        { ...amount(refund), bold: true },
      ],
      [{ text: 'of which tax (IOF restituído)' }, amount(taxRefund)],
    ],
  );
}
