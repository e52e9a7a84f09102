import type { DocumentFacts } from '@affinity-engine/affinity';
import type { Insurer } from '@affinity-engine/catalogue';
import type { Pair } from './blocks.js';
import { documentText } from './format.js';
import type { Frame } from './print.js';
import { wordingOf, type Wording } from './wording.js';

/** A kind of document: the first part of the names of its messages. */
type Kind = 'certificate' | 'conditions' | 'regulation' | 'cancellation';

/** The frame of every page: title, term, register numbers and reference. */
export function frameOf({ affinity, partner, partnerBrand, product, isSpecimen }: DocumentFacts, kind: Kind): Frame {
  const { insurer } = product;
  const words = wordingOf(product);
  const registers = registersOf(words, insurer);
  return {
    words,
    title: words.say(`${kind}.title`),
    term: words.say(`${kind}.term`, { product: product.name }),
    issuer: insurer.name,
    brand: insurer.brand,
    partner: partnerBrand ? { name: partner.name, brand: partnerBrand } : null,
    registers,
    subject: product.name,
    reference: words.say('frame.certificate', { number: affinity.certificateNumber }),
    footer: footerOf(words, insurer, registers),
    isSpecimen: isSpecimen === true,
    at: affinity.issuedAt ?? affinity.createdAt,
  };
}

/** The insurer's numbers in the registers that know it, and what else is given. */
export function registersOf(words: Wording, { susepCode, cnpj, baFinId }: Insurer, ...more: readonly string[]): string {
  const known = [
    ...(susepCode === undefined ? [] : [words.say('register.susep', { number: susepCode })]),
    ...(cnpj === undefined ? [] : [words.say('register.cnpj', { number: documentText(cnpj) })]),
    ...(baFinId === undefined ? [] : [words.say('register.baFin', { number: baFinId })]),
  ];
  // A number stays on one line with the name of its register.
  return [...known, ...more].map((each) => each.replaceAll(' ', '\u00a0')).join(' · ');
}

/** The last line of every page: how to reach the insurer. */
export const footerOf = (words: Wording, { name, contact }: Insurer, registers: string): string =>
  words.say('frame.footer', { insurer: name, registers, ...contact });

/** The parties of the contract: insurer, policyholder and broker, with their register numbers. */
export function partyPairs({ partner, product }: DocumentFacts): readonly Pair[] {
  const { say } = wordingOf(product);
  const { name, susepCode, cnpj, baFinId } = product.insurer;
  return [
    [say('insurer'), name],
    ...(susepCode === undefined ? [] : [[say('insurer.susep'), susepCode] as const]),
    ...(cnpj === undefined ? [] : [[say('insurer.cnpj'), documentText(cnpj)] as const]),
    ...(baFinId === undefined ? [] : [[say('insurer.baFin'), baFinId] as const]),
    [say('insurer.process'), product.processNumber],
    [say('policyholder'), partner.legalName],
    [say('policyholder.cnpj'), documentText(partner.cnpj)],
    [say('broker'), product.broker.name],
    [say('broker.susep'), product.broker.susepCode],
  ];
}

/** The contacts of the insurer. */
export const insurerContacts = ({ say }: Wording, { contact }: Insurer): readonly Pair[] => [
  [say('contact.service'), contact.phone],
  [say('contact.email'), contact.email],
  [say('contact.ombudsman'), contact.ombudsman],
];

/** The contacts of the parties. */
export function contactPairs({ product, partner }: DocumentFacts): readonly Pair[] {
  const words = wordingOf(product);
  const lines = [partner.phone, partner.email].filter((line) => line !== '').join(' · ');
  return [...insurerContacts(words, product.insurer), [words.say('contact.partner', { partner: partner.name }), lines]];
}
