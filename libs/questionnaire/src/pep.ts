import type { Values } from './answer.js';
import type { Condition, Entry } from './question.js';

const natural: Condition = { code: 'PERSON-TYPE', is: 'NATURAL' };
const related: Condition = { code: 'PEP', is: 'RELATION' };

/**
 * Whether the insured is politically exposed (pt *pessoa exposta politicamente*) or close to a person who is, and to
 * whom. Asked of natural persons only; the person's name and relation only of those who are close to one. Otherwise
 * these answers must be absent. Needs a question PERSON-TYPE with a value NATURAL. Source: the published API.
 */
export const pepQuestions = [
  {
    code: 'PEP',
    stage: 'proposal',
    type: 'choice',
    text: 'Pessoa politicamente exposta',
    required: true,
    applies: natural,
    choices: [
      { value: 'NO', text: 'Não' },
      { value: 'YES', text: 'Sim' },
      { value: 'RELATION', text: 'Relacionamento próximo' },
    ],
  },
  {
    code: 'PEP-NAME',
    stage: 'proposal',
    type: 'text',
    text: 'Nome da pessoa politicamente exposta',
    required: true,
    applies: related,
    maxLength: 120,
  },
  {
    code: 'PEP-PARENTING',
    stage: 'proposal',
    type: 'choice',
    text: 'Relação com a pessoa politicamente exposta',
    required: true,
    applies: related,
    choices: [
      { value: 'FATHER/MOTHER', text: 'Pai/Mãe' },
      { value: 'SON/DAUGHTER', text: 'Filho/Filha' },
      { value: 'SPOUSE', text: 'Cônjuge' },
      { value: 'PARTNER', text: 'Companheiro/Companheira' },
      { value: 'STEPSON', text: 'Enteado/Enteada' },
      { value: 'OTHER', text: 'Outros' },
    ],
  },
  {
    code: 'PEP-IDENTITY',
    stage: 'proposal',
    type: 'text',
    text: 'CPF da pessoa politicamente exposta',
    required: false,
    applies: related,
    format: 'cpf',
  },
] as const satisfies readonly Entry[];

/**
 * Whether the insured's dealings need enhanced diligence: the insured is politically exposed or close to a person who
 * is. A flag for the audit trail and the operator, never a reason to decline. Source: law (SUSEP, Circular 612/2020,
 * on money laundering), the published API.
 */
export function needsEnhancedDiligence(values: Values): boolean {
  const pep = values.get('PEP');
  return pep === 'YES' || pep === 'RELATION';
}
