import type { CancelReason } from '@affinity-engine/affinity';

/** The printed reason of a cancellation. */
export const reasonLabels = {
  'requested-by-holder': 'Requested by the holder (a pedido do segurado)',
  default: 'Premium not paid (inadimplência)',
  claimed: 'Cover used up by a claim (sinistro indenizado)',
  insurer: 'By the insurer (por iniciativa da seguradora)',
} as const satisfies Record<CancelReason, string>;

/** The printed name of a refund rule; rules without an entry are printed by their code. */
export const ruleLabels: Readonly<Record<string, string>> = {
  regret: 'Right of regret: everything is given back (direito de arrependimento)',
  'before-start': 'Before the first day of cover: everything is given back (antes do início de vigência)',
  'not-issued': 'The insurer had not taken the risk: everything is given back (proposta não aceita)',
  'pro-rata': 'In proportion to the days of cover passed (pro rata temporis)',
  'short-rate': 'By the short-rate table (tabela de prazo curto)',
  claimed: 'After a claim nothing is given back (sinistro indenizado)',
};

/** The notice SUSEP requires wherever a product is presented. */
export const supervisorNotice =
  'The registration of this product with SUSEP does not imply any incentive or recommendation to buy it (o registro ' +
  'do produto não implica, por parte da SUSEP, incentivo ou recomendação à sua comercialização). The insurer and the ' +
  'broker can be looked up at www.gov.br/susep by their register numbers, names or CNPJ.';
