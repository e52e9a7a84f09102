import { daysCovered } from '@affinity-engine/catalogue';
import type { DocumentFacts } from '@affinity-engine/affinity';
import { heading, keyBox, pairs, prose, smallPrint } from './blocks.js';
import { dayOfText, dayText, moneyText } from './format.js';
import { contactPairs, frameOf, partyPairs } from './frame.js';
import { supervisorNotice } from './labels.js';
import { holderPairs, itemPairs } from './particulars.js';
import { print, type Sheet } from './sheet.js';
import { smallTable, table } from './table.js';

/**
 * The certificate of insurance (pt *certificado individual*). It states the contract as issued, without later changes:
 * the same certificate is always the same file.
 */
export function printCertificate(facts: DocumentFacts): Promise<Uint8Array> {
  return print(frameOf(facts, 'Certificate of insurance', 'Certificado individual de seguro'), (sheet) => {
    for (const part of parts) part(sheet, facts);
  });
}

type Part = (sheet: Sheet, facts: DocumentFacts) => void;

const numbers: Part = (sheet, { affinity, product }) =>
  keyBox(sheet, [
    ['Certificate number (nº do certificado)', affinity.certificateNumber],
    ['Group policy (apólice coletiva)', product.groupPolicyNumber],
    ['Issued on (data de emissão)', dayOfText(affinity.issuedAt ?? affinity.createdAt)],
  ]);

const parties: Part = (sheet, facts) => {
  heading(sheet, 'Insurer, policyholder and broker (partes do contrato)');
  pairs(sheet, partyPairs(facts));
};

const holder: Part = (sheet, { affinity }) => {
  heading(sheet, 'Insured person (segurado)');
  if (affinity.holder) return pairs(sheet, holderPairs(affinity.holder));
  smallPrint(sheet, 'To bearer: whoever owns the insured item when the event occurs.');
};

const item: Part = (sheet, { affinity, product }) => {
  if (!affinity.item || !product.item) return;
  heading(sheet, 'Insured item (bem segurado)');
  pairs(sheet, itemPairs(affinity.item, product.item.schema, product.currency));
};

const period: Part = (sheet, { affinity, plan, product }) => {
  const { lifetimeStart, lifetimeEnd, renewedFrom } = affinity;
  heading(sheet, 'Product and period of cover (produto e vigência)');
  pairs(sheet, [
    ['Product and plan (produto e plano)', `${product.name} · ${plan.name}`],
    [
      'Period of cover (vigência)',
      `${dayText(lifetimeStart)} to ${dayText(lifetimeEnd)}, both included: ${daysCovered(lifetimeStart, lifetimeEnd)} days`,
    ],
    ...(renewedFrom === null ? [] : ([['Renewal of (renovação de)', renewedFrom]] as const)),
  ]);
};

const coverages: Part = (sheet, { plan, product: { currency } }) => {
  heading(sheet, 'Coverages (coberturas)');
  table(
    sheet,
    [
      { title: 'Coverage (cobertura)', share: 0.6 },
      { title: 'Limit (limite máximo)', share: 0.2, align: 'right' },
      { title: 'Deductible (franquia)', share: 0.2, align: 'right' },
    ],
    plan.coverages.map(({ name, description, limit, deductible }) => [
      { text: name, note: description, bold: true },
      { text: moneyText(limit, currency) },
      deductible === 0 ? { text: 'none', note: 'sem franquia' } : { text: moneyText(deductible, currency) },
    ]),
  );
};

const assists: Part = (sheet, { plan }) => {
  if (plan.assists.length === 0) return;
  heading(sheet, 'Assistance services (assistências)');
  table(
    sheet,
    [
      { title: 'Service (serviço)', share: 0.36 },
      { title: 'What it comprises (descrição)', share: 0.64 },
    ],
    plan.assists.map(({ name, description }) => [{ text: name, bold: true }, { text: description }]),
  );
};

const premium: Part = (sheet, { affinity: { premium: due } }) => {
  heading(sheet, 'Premium (prêmio)', smallTable);
  const amount = (value: number) => ({ text: moneyText(value, due.currency) });
  table(
    sheet,
    [
      { title: `For the whole period of cover, in ${due.currency}`, share: 0.7 },
      { title: 'Amount (valor)', share: 0.3, align: 'right' },
    ],
    [
      [{ text: 'Net premium (prêmio líquido)' }, amount(due.net)],
      [{ text: 'Fees (custo de apólice)' }, amount(due.fees)],
      [{ text: 'Tax on financial transactions (IOF)' }, amount(due.tax)],
      [
        { text: 'Total premium (prêmio total)', bold: true },
        { ...amount(due.total), bold: true },
      ],
    ],
  );
};

const prizeDraw: Part = (sheet, { product }) => {
  if (!product.prizeDraw) return;
  heading(sheet, 'Prize draw (título de capitalização)');
  const { title, processNumber } = product.prizeDraw;
  prose(
    sheet,
    `${title}, SUSEP process ${processNumber}, comes with this certificate. Its regulation is a document of its own.`,
  );
};

const regret: Part = (sheet) => {
  heading(sheet, 'Right of regret (direito de arrependimento)');
  prose(
    sheet,
    'The holder may withdraw within 7 (seven) days of issue, by the contact lines below or through the policyholder, without giving a reason. Everything paid is then given back, the tax included.',
  );
};

const contacts: Part = (sheet, facts) => {
  heading(sheet, 'Contact lines (canais de atendimento)', 90);
  pairs(sheet, contactPairs(facts));
  smallPrint(sheet, supervisorNotice);
};

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
