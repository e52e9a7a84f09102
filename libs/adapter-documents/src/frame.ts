import type { DocumentFacts } from '@affinity-engine/affinity';
import type { Pair } from './blocks.js';
import { documentText } from './format.js';
import type { Frame } from './sheet.js';

/** The frame of every page: title, term, register numbers and reference. */
export function frameOf(facts: DocumentFacts, title: string, term: string): Frame {
  const { affinity, product } = facts;
  const { insurer } = product;
  const registers = registersOf(facts);
  return {
    title,
    term,
    issuer: insurer.name,
    registers,
    subject: product.name,
    reference: `Certificate ${affinity.certificateNumber}`,
    footer: `${insurer.name} · ${registers} · ${insurer.contact.phone} · ${insurer.contact.email} · Ombudsman (ouvidoria): ${insurer.contact.ombudsman}`,
    at: affinity.issuedAt ?? affinity.createdAt,
  };
}

function registersOf({ product }: DocumentFacts): string {
  const { susepCode, cnpj } = product.insurer;
  const known = [
    ...(susepCode === undefined ? [] : [`SUSEP code ${susepCode}`]),
    ...(cnpj === undefined ? [] : [`CNPJ ${documentText(cnpj)}`]),
  ];
  return known.join(' · ');
}

/** The parties of the contract: insurer, policyholder and broker, with their register numbers. */
export function partyPairs({ partner, product }: DocumentFacts): readonly Pair[] {
  const { insurer } = product;
  return [
    ['Insurer (seguradora)', insurer.name],
    ['Insurer SUSEP code (código SUSEP)', insurer.susepCode ?? '–'],
    ['Insurer CNPJ', insurer.cnpj === undefined ? '–' : documentText(insurer.cnpj)],
    ['SUSEP process number (processo SUSEP)', product.processNumber],
    ['Policyholder (estipulante)', partner.legalName],
    ['Policyholder CNPJ', documentText(partner.cnpj)],
    ['Broker (corretor)', product.broker.name],
    ['Broker SUSEP code (código SUSEP)', product.broker.susepCode],
  ];
}

/** The contacts of the parties. */
export function contactPairs({ product: { insurer }, partner }: DocumentFacts): readonly Pair[] {
  return [
    ['Claims and service (SAC)', insurer.contact.phone],
    ['E-mail', insurer.contact.email],
    ['Ombudsman (ouvidoria)', insurer.contact.ombudsman],
    [`${partner.name} (estipulante)`, [partner.phone, partner.email].filter((line) => line !== '').join(' · ')],
  ];
}
