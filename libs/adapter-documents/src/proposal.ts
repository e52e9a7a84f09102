import { plainDate } from '@affinity-engine/kernel';
import type { Proposal, Quotation } from '@affinity-engine/quotation';
import { answersOf, chosen } from '@affinity-engine/quotation';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { heading, keyBox, pairs, prose, type Pair } from './blocks.js';
import { contactSection } from './contacts.js';
import { footerOf, insurerContacts, registersOf } from './frame.js';
import { print, type Frame } from './print.js';
import type { Sheet } from './sheet.js';
import { table } from './table.js';
import { wordingOf } from './wording.js';

/** The proposal of a quotation (pt *proposta de seguro*). The same proposal is always the same file. */
export function printProposal(
  quotation: Quotation,
  proposal: Proposal,
  product: QuotationProduct,
): Promise<Uint8Array> {
  return print(frameOf(proposal, product), (sheet) => {
    const { say, dayOf } = sheet.words;
    keyBox(sheet, [
      [say('number.proposal'), proposal.number],
      [say('number.quotation'), quotation.number],
      [say('date.proposed'), dayOf(proposal.madeAt)],
    ]);
    const contracted = new Set(quotation.answers.map(({ code }) => code));
    const [first, added] = [true, false].map((own) =>
      answersOf(quotation).filter(({ code }) => contracted.has(code) === own),
    );
    answers(sheet, say('answers.contracting'), first ?? []);
    answers(sheet, say('answers.proposal'), added ?? []);
    price(sheet, quotation, proposal, product.currency);
    contactSection(sheet, insurerContacts(sheet.words, product.insurer), product.jurisdiction);
  });
}

function frameOf({ number, madeAt }: Proposal, product: QuotationProduct): Frame {
  const { name, insurer, processNumber } = product;
  const words = wordingOf(product);
  const registers = registersOf(words, insurer, words.say('register.process', { number: processNumber }));
  return {
    words,
    title: words.say('proposal.title'),
    term: words.say('proposal.term', { product: name }),
    issuer: insurer.name,
    brand: insurer.brand,
    partner: null,
    registers,
    subject: name,
    reference: words.say('frame.proposal', { number }),
    footer: footerOf(words, insurer, registers),
    at: madeAt,
  };
}

/** The answers; those of several variants are printed with the chosen price. */
function answers(sheet: Sheet, title: string, all: Quotation['answers']): void {
  const lines = all.filter(({ answer }) => !(Array.isArray(answer) && typeof answer[0] === 'object'));
  if (lines.length === 0) return;
  heading(sheet, title);
  pairs(
    sheet,
    lines.map(({ questionText, answerText }): Pair => [questionText, [answerText].flat().join(', ')]),
  );
}

function price(sheet: Sheet, { variants }: Quotation, { offerId }: Proposal, currency: string): void {
  const found = chosen(variants, offerId);
  if (found === undefined) return;
  const { say, money, day } = sheet.words;
  const { variant, offer, method } = found;
  heading(sheet, say('answers.cover'));
  pairs(
    sheet,
    variant.answers.map(({ questionText, answerText }): Pair => [questionText, [answerText].flat().join(', ')]),
  );
  const amount = (value: number) => ({ text: money(value, currency) });
  table(
    sheet,
    say('premium'),
    [
      { title: say('premium.ofYear', { currency }), share: 0.7 },
      { title: say('amount'), share: 0.3, align: 'right' },
    ],
    [
      [{ text: say('premium.net') }, amount(offer.net)],
      [{ text: say('premium.interest') }, amount(offer.interest)],
      [{ text: say('premium.tax') }, amount(offer.tax)],
      [
        { text: say('premium.total'), bold: true },
        { ...amount(offer.total), bold: true },
      ],
    ],
  );
  const days = offer.dueDates.map((at) => day(plainDate(at.slice(0, 10)))).join(', ');
  const { count } = offer;
  prose(sheet, say('premium.installments', { count, amount: money(offer.installmentValue, currency), method, days }));
}
