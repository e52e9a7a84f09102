import type { Proposal, Quotation } from '@affinity-engine/quotation';
import { answersOf, chosen } from '@affinity-engine/quotation';
import type { QuotationProduct } from '@affinity-engine/quotation-product';
import { heading, keyBox, pairs, prose, smallPrint, type Pair } from './blocks.js';
import { dayOfText, documentText, moneyText } from './format.js';
import { supervisorNotice } from './labels.js';
import { print, type Frame, type Sheet } from './sheet.js';
import { smallTable, table } from './table.js';

/** The proposal of a quotation (pt *proposta de seguro*). The same proposal is always the same file. */
export function printProposal(
  quotation: Quotation,
  proposal: Proposal,
  product: QuotationProduct,
): Promise<Uint8Array> {
  return print(frameOf(proposal, product), (sheet) => {
    keyBox(sheet, [
      ['Proposal number (nº da proposta)', proposal.number],
      ['Quotation number (nº da cotação)', quotation.number],
      ['Made on (data da proposta)', dayOfText(proposal.madeAt)],
    ]);
    const contracted = new Set(quotation.answers.map(({ code }) => code));
    const [first, added] = [true, false].map((own) =>
      answersOf(quotation).filter(({ code }) => contracted.has(code) === own),
    );
    answers(sheet, 'What was answered (questionário)', first ?? []);
    answers(sheet, 'Of the proposal (dados da proposta)', added ?? []);
    price(sheet, quotation, proposal, product.currency);
    contacts(sheet, product);
  });
}

function frameOf({ number, madeAt }: Proposal, { name, insurer, processNumber }: QuotationProduct): Frame {
  const registers = [
    ...(insurer.susepCode === undefined ? [] : [`SUSEP code ${insurer.susepCode}`]),
    ...(insurer.cnpj === undefined ? [] : [`CNPJ ${documentText(insurer.cnpj)}`]),
    `SUSEP process ${processNumber}`,
  ].join(' · ');
  const { phone, email, ombudsman } = insurer.contact;
  return {
    title: 'Insurance proposal',
    term: 'Proposta de seguro',
    issuer: insurer.name,
    registers,
    subject: name,
    reference: `Proposal ${number}`,
    footer: `${insurer.name} · ${registers} · ${phone} · ${email} · Ombudsman (ouvidoria): ${ombudsman}`,
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
  const { variant, offer, method } = found;
  heading(sheet, 'Cover (cobertura)');
  pairs(
    sheet,
    variant.answers.map(({ questionText, answerText }): Pair => [questionText, [answerText].flat().join(', ')]),
  );
  heading(sheet, 'Premium (prêmio)', smallTable);
  const amount = (value: number) => ({ text: moneyText(value, currency) });
  table(
    sheet,
    [
      { title: `For one year of cover, in ${currency}`, share: 0.7 },
      { title: 'Amount (valor)', share: 0.3, align: 'right' },
    ],
    [
      [{ text: 'Net premium (prêmio líquido)' }, amount(offer.net)],
      [{ text: 'Interest on installments (adicional de fracionamento)' }, amount(offer.interest)],
      [{ text: 'Tax on financial transactions (IOF)' }, amount(offer.tax)],
      [
        { text: 'Total premium (prêmio total)', bold: true },
        { ...amount(offer.total), bold: true },
      ],
    ],
  );
  const due = offer.dueDates.map((at) => at.slice(0, 10).split('-').reverse().join('/')).join(', ');
  prose(sheet, `${offer.count} × ${moneyText(offer.installmentValue, currency)} by ${method}, due ${due}.`);
}

function contacts(sheet: Sheet, { insurer }: QuotationProduct): void {
  heading(sheet, 'Contact lines (canais de atendimento)', 90);
  pairs(sheet, [
    ['Claims and service (SAC)', insurer.contact.phone],
    ['E-mail', insurer.contact.email],
    ['Ombudsman (ouvidoria)', insurer.contact.ombudsman],
  ]);
  smallPrint(sheet, supervisorNotice);
}
