import type { Condition, Entry, PlainQuestion, Questionnaire } from '../question.js';
import { pepQuestions } from '../pep.js';

const natural: Condition = { code: 'PERSON-TYPE', is: 'NATURAL' };
const legal: Condition = { code: 'PERSON-TYPE', is: 'LEGAL' };

const states = 'AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO'.split(' ');
const limits = [30_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000];
const grouped = (amount: number): string => String(amount).replace(/\B(?=(?:\d{3})+$)/g, '.');

const line = (code: string, text: string, required: boolean, maxLength: number): Entry => {
  return { code, stage: 'contracting', type: 'text', text, required, maxLength };
};

const insured: readonly Entry[] = [
  {
    code: 'PERSON-TYPE',
    stage: 'contracting',
    type: 'choice',
    text: 'Tipo de pessoa',
    required: true,
    choices: [
      { value: 'NATURAL', text: 'Pessoa física' },
      { value: 'LEGAL', text: 'Pessoa jurídica' },
    ],
  },
  {
    code: 'IDENTITY',
    stage: 'contracting',
    type: 'text',
    text: 'CPF ou CNPJ do segurado',
    required: true,
    format: [
      { where: natural, format: 'cpf' },
      { where: legal, format: 'cnpj' },
    ],
  },
  line('INSURED-NAME', 'Nome do segurado', true, 120),
  {
    code: 'INSURED-EMAIL',
    stage: 'contracting',
    type: 'text',
    text: 'E-mail do segurado',
    required: true,
    format: 'email',
  },
  {
    code: 'INSURED-CELLPHONE',
    stage: 'contracting',
    type: 'text',
    text: 'Celular do segurado',
    required: true,
    format: 'phone',
  },
];

const address: readonly Entry[] = [
  {
    code: 'INSURED-ADDRESS-ZIPCODE',
    stage: 'contracting',
    type: 'text',
    text: 'CEP',
    required: true,
    format: 'zipcode',
  },
  line('INSURED-ADDRESS-STREET', 'Logradouro', true, 120),
  line('INSURED-ADDRESS-NUMBER', 'Número', true, 20),
  line('INSURED-ADDRESS-COMPLEMENT', 'Complemento', false, 60),
  line('INSURED-ADDRESS-NEIGHBORHOOD', 'Bairro', true, 60),
  line('INSURED-ADDRESS-CITY', 'Cidade', true, 60),
  {
    code: 'INSURED-ADDRESS-STATE',
    stage: 'contracting',
    type: 'choice',
    text: 'Estado',
    required: true,
    choices: states.map((value) => ({ value, text: value })),
  },
];

const profession: readonly Entry[] = [
  line('PROFESSIONAL-REGISTER', 'Registro profissional', false, 30),
  {
    code: 'CATEGORIES',
    stage: 'contracting',
    type: 'list',
    text: 'Especialidades',
    required: false,
    maxItems: 10,
    choices: [
      { value: 'GENERAL-PRACTICE', text: 'Clínica geral' },
      { value: 'PEDIATRICS', text: 'Pediatria' },
      { value: 'SURGERY', text: 'Cirurgia' },
    ],
  },
  { code: 'CLAIMS', stage: 'contracting', type: 'integer', text: 'Sinistros', required: false, min: 0, max: 2 },
  {
    code: 'RETROACTIVITY',
    stage: 'contracting',
    type: 'integer',
    text: 'Anos de retroatividade',
    required: false,
    min: 0,
    max: 5,
  },
];

const variant: readonly PlainQuestion[] = [
  {
    code: 'LIMIT',
    type: 'integer',
    text: 'Limite de cobertura',
    required: true,
    choices: limits.map((value) => ({ value, text: `R$ ${grouped(value)}` })),
  },
  {
    code: 'DEDUCTIBLE',
    type: 'choice',
    text: 'Franquia',
    required: true,
    choices: [
      { value: 'DEFAULT', text: 'Padrão - 10% dos prejuízos indenizáveis com o mínimo de R$ 1.000,00' },
      { value: 'INCREASED', text: 'Majorada - 20% dos prejuízos indenizáveis com o mínimo de R$ 2.000,00' },
      { value: 'REDUCED', text: 'Reduzida - 5% dos prejuízos indenizáveis com o mínimo de R$ 500,00' },
      { value: 'MINIMUM', text: 'Mínima - R$ 500,00' },
    ],
  },
];

const terms: readonly Entry[] = [
  { code: 'START-VIGENCY-DATE', stage: 'contracting', type: 'date', text: 'Início de vigência', required: true },
  {
    code: 'BROKERAGE-COMMISSION',
    stage: 'contracting',
    type: 'decimal',
    text: 'Comissão de corretagem (%)',
    required: false,
    min: '1',
    max: '30',
    default: '20',
  },
  {
    code: 'GRIEVANCE-DISCOUNT',
    stage: 'contracting',
    type: 'decimal',
    text: 'Agravo (%)',
    required: false,
    min: '0',
    max: '500',
  },
  {
    code: 'LIMIT-DEDUCTIBLE',
    stage: 'contracting',
    type: 'variants',
    text: 'Limite e franquia',
    required: true,
    questions: variant,
  },
];

const payment: readonly Entry[] = [
  {
    code: 'INSURED-BIRTH-DATE',
    stage: 'proposal',
    type: 'date',
    text: 'Data de nascimento',
    required: true,
    applies: natural,
    min: '1900-01-01',
  },
  {
    code: 'PAYMENT-METHOD',
    stage: 'proposal',
    type: 'choice',
    text: 'Forma de pagamento',
    required: true,
    choices: [
      { value: 'CREDIT-CARD', text: 'Cartão de crédito' },
      { value: 'TICKET', text: 'Boleto' },
    ],
  },
  {
    code: 'DUE-DAY',
    stage: 'proposal',
    type: 'integer',
    text: 'Dia de vencimento',
    required: { code: 'PAYMENT-METHOD', is: 'TICKET' },
    min: 1,
    max: 20,
  },
  {
    code: 'PAYMENT-INSTALLMENT-IDENTIFIER',
    stage: 'proposal',
    type: 'guid',
    text: 'Parcelamento',
    required: true,
    checkedWith: ['PAYMENT-METHOD'],
  },
];

const derivedFromPayment = ['NET-VALUE', 'INTEREST-VALUE', 'TAX-VALUE', 'TOTAL-VALUE', 'INSTALLMENT-NUMBER'];

/**
 * All that the published product MEDICAL-CIVIL-LIABILITY-PARTNER asks, as a product file may hold it: the quotation's
 * answers at the stage `contracting`, then those of the proposal.
 */
export const partnerQuestionnaire: Questionnaire = {
  stages: ['contracting', 'proposal'],
  entries: [
    ...insured,
    ...address,
    ...profession,
    ...terms,
    ...payment,
    ...derivedFromPayment.map((code): Entry => {
      return { code, stage: 'proposal', type: 'derived', from: ['PAYMENT-INSTALLMENT-IDENTIFIER'] };
    }),
    ...pepQuestions,
  ],
};
