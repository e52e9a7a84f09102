import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { countingIds, settableClock, typefaceWithout } from '@affinity-engine/kernel/testing';
import { checkOut, contractQuotation, proposeQuotation } from '@affinity-engine/quotation';
import {
  aSubscription,
  countingNumbers,
  memoryQuotationProducts,
  memoryQuotationWork,
  scriptedPayments,
} from '@affinity-engine/quotation/testing';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import { answersOf, contractingAnswers } from '@affinity-engine/questionnaire/testing';

const { work } = memoryQuotationWork();
const [clock, ids, numbers] = [settableClock('2022-11-13T12:00:00Z'), countingIds(), countingNumbers()];
const products = memoryQuotationProducts(aQuotationProduct());
const payments = scriptedPayments(({ reference }) => ({ outcome: 'accepted', reference }));
const by = aSubscription({ registerNumbers: ['100000'] });
const own = { registerNumber: '100000', operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER' };

const quoting = { products, clock, ids, numbers, typeface: typefaceWithout('山') };
const contract = contractQuotation(work, quoting);
const quotation = await contract({ ...own, answers: contractingAnswers() }, by); // 1794.78, 22 ways to pay
const tickets = quotation.variants[0]?.paymentOptions[1]?.offers;

const choice = { 'PAYMENT-METHOD': 'TICKET', 'PAYMENT-INSTALLMENT-IDENTIFIER': tickets?.[2]?.id, 'DUE-DAY': 10 };
const answers = answersOf({ ...choice, 'INSURED-BIRTH-DATE': '2001-09-15', PEP: 'NO' });
const proposed = await proposeQuotation(work, quoting)({ ...own, quotationId: quotation.id, answers }, by);

const accepted = { quotationId: quotation.id, registerNumber: '100000', card: null };
const { confirmation } = await checkOut(work, products, payments, clock)(accepted, by);
const billed = confirmation.schedule.map(({ value }) => value); // [59826, 59826, 59826]
// end

it('does what the README shows', () => {
  expect(proposed.proposal.number).toBe('41125730650001');
  expect(billed).toEqual([59_826, 59_826, 59_826]);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
