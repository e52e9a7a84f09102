import { daysCovered } from '@affinity-engine/catalogue';
import type { DocumentFacts } from '@affinity-engine/affinity';
import { heading, keyBox, pairs, prose, smallPrint } from './blocks.js';
import { contactSection } from './contacts.js';
import { contactPairs, frameOf, partyPairs } from './frame.js';
import { holderPairs, itemPairs } from './particulars.js';
import { print } from './print.js';
import type { Sheet } from './sheet.js';
import { table } from './table.js';

/**
 * The certificate of insurance (pt *certificado individual*). It states the contract as issued, without later changes:
 * the same certificate is always the same file.
 */
export function printCertificate(facts: DocumentFacts): Promise<Uint8Array> {
  return print(frameOf(facts, 'certificate'), (sheet) => {
    for (const part of parts) part(sheet, facts);
  });
}

type Part = (sheet: Sheet, facts: DocumentFacts) => void;

const numbers: Part = (sheet, { affinity, product }) => {
  const { say, dayOf } = sheet.words;
  keyBox(sheet, [
    [say('number.certificate'), affinity.certificateNumber],
    [say('number.policy'), product.groupPolicyNumber],
    [say('date.issued'), dayOf(affinity.issuedAt ?? affinity.createdAt)],
  ]);
};

const parties: Part = (sheet, facts) => {
  heading(sheet, sheet.words.say('parties'));
  pairs(sheet, partyPairs(facts));
};

const holder: Part = (sheet, { affinity }) => {
  heading(sheet, sheet.words.say('holder'));
  if (affinity.holder) return pairs(sheet, holderPairs(affinity.holder, sheet.words));
  smallPrint(sheet, sheet.words.say('holder.bearer.whoever'));
};

const item: Part = (sheet, { affinity, product }) => {
  if (!affinity.item || !product.item) return;
  heading(sheet, sheet.words.say('item'));
  pairs(sheet, itemPairs(affinity.item, product.item.schema, product.currency, sheet.words));
};

const period: Part = (sheet, { affinity, plan, product }) => {
  const { say, day } = sheet.words;
  const { lifetimeStart, lifetimeEnd, renewedFrom } = affinity;
  const days = daysCovered(lifetimeStart, lifetimeEnd);
  heading(sheet, say('cover'));
  pairs(sheet, [
    [say('cover.plan'), `${product.name} · ${plan.name}`],
    [say('cover.period'), say('cover.period.days', { first: day(lifetimeStart), last: day(lifetimeEnd), days })],
    ...(renewedFrom === null ? [] : [[say('cover.renewal'), renewedFrom] as const]),
  ]);
};

const coverages: Part = (sheet, { plan, product: { currency } }) => {
  const { say, money } = sheet.words;
  table(
    sheet,
    say('coverages'),
    [
      { title: say('coverage'), share: 0.6 },
      { title: say('coverage.limit'), share: 0.2, align: 'right' },
      { title: say('coverage.deductible'), share: 0.2, align: 'right' },
    ],
    plan.coverages.map(({ name, description, limit, deductible }) => [
      { text: name, note: description, bold: true },
      { text: money(limit, currency) },
      { text: deductible === 0 ? say('coverage.noDeductible') : money(deductible, currency) },
    ]),
  );
};

const assists: Part = (sheet, { plan }) => {
  const { say } = sheet.words;
  if (plan.assists.length === 0) return;
  table(
    sheet,
    say('assists'),
    [
      { title: say('assist'), share: 0.36 },
      { title: say('assist.content'), share: 0.64 },
    ],
    plan.assists.map(({ name, description }) => [{ text: name, bold: true }, { text: description }]),
  );
};

const premium: Part = (sheet, { affinity: { premium: due } }) => {
  const { say, money } = sheet.words;
  const amount = (value: number) => ({ text: money(value, due.currency) });
  table(
    sheet,
    say('premium'),
    [
      { title: say('premium.ofTerm', { currency: due.currency }), share: 0.7 },
      { title: say('amount'), share: 0.3, align: 'right' },
    ],
    [
      [{ text: say('premium.net') }, amount(due.net)],
      [{ text: say('premium.fees') }, amount(due.fees)],
      [{ text: say('premium.tax') }, amount(due.tax)],
      [
        { text: say('premium.total'), bold: true },
        { ...amount(due.total), bold: true },
      ],
    ],
  );
};

const prizeDraw: Part = (sheet, { product }) => {
  if (!product.prizeDraw) return;
  const { say } = sheet.words;
  const { title, processNumber: process } = product.prizeDraw;
  heading(sheet, say('prizeDraw'));
  prose(sheet, say('prizeDraw.text', { title, process }));
};

const regret: Part = (sheet) => {
  heading(sheet, sheet.words.say('regret'));
  prose(sheet, sheet.words.say('regret.text'));
};

const contacts: Part = (sheet, facts) => contactSection(sheet, contactPairs(facts), facts.product.jurisdiction);

const parts: readonly Part[] = [
  numbers,
  parties,
  holder,
  item,
  period,
  coverages,
  assists,
  premium,
  prizeDraw,
  regret,
  contacts,
];
