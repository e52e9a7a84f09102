import type { Api } from './api.js';
import { check, heading, showCall } from './print.js';

type Quoted = {
  readonly item: {
    readonly quotationIdentifier: string;
    readonly status: string;
    readonly proposal: { readonly number: string; readonly documentUrl: string };
    readonly pricing: readonly {
      readonly price: { readonly totalValue: number };
      readonly payment: {
        readonly paymentOptions: readonly {
          readonly installments: readonly { readonly identifier: string; readonly number: number }[];
        }[];
      };
    }[];
  };
};
type QuotationRead = {
  readonly item: { readonly status: string; readonly schedule: readonly { readonly value: number }[] };
};

/** A broker's system quotes a doctor's liability, proposes it in three tickets, and checks it out. */
export async function playQuotation({ broker, credentials }: Api): Promise<void> {
  const own = {
    registerNumber: credentials.quotation.registerNumber,
    operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER',
  };

  heading('Quote: answers become a price, and ways to pay it');
  const { item } = await broker<Quoted>('post', '/v1/quotation/contracting', { ...own, answers: listed(answers) });
  const [priced] = item.pricing;
  const tickets = priced?.payment.paymentOptions[1]?.installments;
  const cents = Math.round((priced?.price.totalValue ?? 0) * 100);
  check(cents === 179_478 && tickets?.length === 11, 'R$ 1.794,78, in 1 to 11 tickets of at least R$ 100,00');

  heading('Propose it in three tickets, due on the 10th');
  const proposed = await broker<Quoted>('post', '/v1/quotation/proposal', {
    ...own,
    identifier: item.quotationIdentifier,
    answers: listed({
      'INSURED-BIRTH-DATE': '1988-04-12',
      'PAYMENT-METHOD': 'TICKET',
      'DUE-DAY': 10,
      'PAYMENT-INSTALLMENT-IDENTIFIER': tickets?.[2]?.identifier,
      PEP: 'NO',
    }),
  });
  const { number, documentUrl } = proposed.item.proposal;
  check(/^\d{14}$/.test(number), `proposal ${number}`);
  const document = await fetch(documentUrl);
  const bytes = Buffer.from(await document.arrayBuffer());
  showCall('GET', documentUrl, undefined, document.status, `${bytes.length} bytes of PDF`);
  check(bytes.subarray(0, 5).toString('latin1') === '%PDF-', 'its document is a real PDF');

  heading('Check it out: the bill adds up to the cent');
  const checkout = { registerNumber: own.registerNumber, quotationIdentifier: item.quotationIdentifier };
  await broker('post', '/v1/checkout', checkout);
  const { item: read } = await broker<QuotationRead>(
    'get',
    `/v1/quotation/${own.registerNumber}/${item.quotationIdentifier}`,
  );
  const billed = read.schedule.reduce((sum, { value }) => sum + Math.round(value * 100), 0);
  check(read.status === 'Confirmed' && billed === cents, `confirmed: ${read.schedule.length} tickets, ${billed} cents`);
}

const listed = (byCode: Readonly<Record<string, unknown>>) =>
  Object.entries(byCode).map(([code, answer]) => ({ code, answer }));

const answers = {
  'PERSON-TYPE': 'NATURAL',
  IDENTITY: '529.982.247-25',
  'INSURED-NAME': 'Conceição Araújo',
  'INSURED-EMAIL': 'conceicao@example.com',
  'INSURED-CELLPHONE': '(11) 98765-4321',
  'INSURED-ADDRESS-ZIPCODE': '01310-100',
  'INSURED-ADDRESS-STREET': 'Avenida Paulista',
  'INSURED-ADDRESS-NUMBER': '1578',
  'INSURED-ADDRESS-NEIGHBORHOOD': 'Bela Vista',
  'INSURED-ADDRESS-CITY': 'São Paulo',
  'INSURED-ADDRESS-STATE': 'SP',
  'START-VIGENCY-DATE': new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  'LIMIT-DEDUCTIBLE': [listed({ LIMIT: 100_000, DEDUCTIBLE: 'DEFAULT' })],
};
