import type { CallLimits, HttpMetrics, Tokens } from '@affinity-engine/adapter-http';
import type {
  addBroker,
  admitApiUser,
  AgencyWork,
  InsurerDirectory,
  openAccount,
} from '@affinity-engine/agency-number';
import type {
  AffinityLists,
  AffinityWork,
  answerAffinity,
  ContractingPorts,
  DocumentShelf,
  Documents,
  ParticularsCheck,
  Products,
  registerPartner,
  Underwriting,
} from '@affinity-engine/affinity';
import type { AffinityGroupLists, AffinityGroupWork, ProductsTypelist } from '@affinity-engine/affinity-group';
import { delivery } from '@affinity-engine/webhook-dispatcher';
import type { createClient, IdentityWork, Secrets, WrongSecrets } from '@affinity-engine/identity';
import type { Clock, Ids } from '@affinity-engine/kernel';
import type {
  createSubscription,
  Payments,
  QuotationLists,
  QuotationNumbers,
  QuotationProducts,
  QuotationWork,
} from '@affinity-engine/quotation';
import type { DeliveryLists, WebhookWork } from '@affinity-engine/webhook';
import type { CheckCompiler } from '@affinity-engine/adapter-http';
import type { FastifyInstance } from 'fastify';
import type { DemoTenant } from './demo-tenant.js';
import type { Job } from './jobs.js';

const { token } = delivery;

export const TheClock = token<Clock>('Clock');
export const TheIds = token<Ids>('Ids');
export const TheProducts = token<Products>('Products');
export const TheAffinityWork = token<AffinityWork>('AffinityWork');
export const TheAffinityLists = token<AffinityLists>('AffinityLists');
export const TheAffinityGroupWork = token<AffinityGroupWork>('AffinityGroupWork');
export const TheAffinityGroupLists = token<AffinityGroupLists>('AffinityGroupLists');
export const TheProductsTypelist = token<ProductsTypelist>('ProductsTypelist');
export const TheWebhookWork = token<WebhookWork>('WebhookWork');
export const TheDeliveryLists = token<DeliveryLists>('DeliveryLists');
export const TheQuotationWork = token<QuotationWork>('QuotationWork');
export const TheQuotationLists = token<QuotationLists>('QuotationLists');
export const TheQuotationNumbers = token<QuotationNumbers>('QuotationNumbers');
export const TheQuotationProducts = token<QuotationProducts>('QuotationProducts');
export const ThePayments = token<Payments>('Payments');
export const TheCallLimits = token<CallLimits>('CallLimits');
export const CreateSubscription = token<ReturnType<typeof createSubscription>>('CreateSubscription');
export const TheIdentityWork = token<IdentityWork>('IdentityWork');
export const TheAgencyWork = token<AgencyWork>('AgencyWork');
export const TheInsurerDirectory = token<InsurerDirectory>('InsurerDirectory');
export const OpenAccount = token<ReturnType<typeof openAccount>>('OpenAccount');
export const AddBroker = token<ReturnType<typeof addBroker>>('AddBroker');
export const AdmitApiUser = token<ReturnType<typeof admitApiUser>>('AdmitApiUser');
export const TheSecrets = token<Secrets>('Secrets');
export const TheWrongSecrets = token<WrongSecrets>('WrongSecrets');
export const TheTokens = token<Tokens>('Tokens');
export const TheAgencyTokens = token<Tokens>('AgencyTokens');
export const TheMetrics = token<HttpMetrics>('Metrics');
export const TheChecks = token<CheckCompiler>('Checks');
export const CheckParticulars = token<ParticularsCheck>('CheckParticulars');
export const TheUnderwriting = token<Underwriting>('Underwriting');
export const TheDocuments = token<Documents>('Documents');
export const TheDocumentShelf = token<DocumentShelf>('DocumentShelf');
/** What speaks against a sale under affinity groups: the contexts that sell ask the one that keeps them. */
export const Contracting = token<ContractingPorts>('Contracting');
export const AnswerAffinity = token<ReturnType<typeof answerAffinity>>('AnswerAffinity');
export const RegisterPartner = token<ReturnType<typeof registerPartner>>('RegisterPartner');
export const CreateClient = token<ReturnType<typeof createClient>>('CreateClient');
export const Draining = token<{ now: boolean }>('Draining');
/** A function, because fastify's instance is thenable and a container would wait for it. */
export const MakeServer = token<() => FastifyInstance>('MakeServer');
export const TheJobs = token<readonly Job[]>('Jobs');
export const TheDemoTenant = token<DemoTenant>('DemoTenant');
