import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { instant, plainDate } from '@affinity-engine/kernel';
import { productProblems, variantPrices } from '@affinity-engine/quotation-product';
import { aQuotationProduct } from '@affinity-engine/quotation-product/testing';
import { evaluate, upTo } from '@affinity-engine/questionnaire';
import { contractingAnswers } from '@affinity-engine/questionnaire/testing';

const product = aQuotationProduct();
const problems = productProblems({ ...product, paymentMethods: [] });
// [{ path: 'paymentMethods', expected: 'a way to pay by CREDIT-CARD' }, … TICKET]

const { values } = evaluate(upTo(product.questionnaire, 'contracting'), contractingAnswers());
const taxes = [{ jurisdiction: 'BR', line: 'general', from: plainDate('2008-01-03'), rate: '0.0738' }];
const today = { now: instant('2022-11-13T12:00:00Z'), today: plainDate('2022-11-13') };

const [variant] = variantPrices(product, values, { taxes, ...today });
const total = variant?.price.total; // 179478: 1671.43 of net and 123.35 of tax
const offers = variant?.paymentOptions.flatMap((option) => option.offers).length; // 22
const decision = variant?.underwriting.decision; // approve
// end

it('does what the README shows', () => {
  expect(productProblems(product)).toEqual([]);
  expect(problems.map(({ expected }) => expected)).toEqual(['a way to pay by CREDIT-CARD', 'a way to pay by TICKET']);
  expect([total, offers, decision]).toEqual([179_478, 22, 'approve']);
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
