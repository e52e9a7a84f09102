import { questionnaireError } from './errors.js';
import type { Questionnaire } from './question.js';

/**
 * The questionnaire up to a stage: the entries of this stage and of earlier ones. Codes of later stages are unknown to
 * it.
 *
 * @throws QUESTIONNAIRE-INVALID for a stage the questionnaire does not have.
 */
export function upTo(questionnaire: Questionnaire, stage: string): Questionnaire {
  const last = questionnaire.stages.indexOf(stage);
  if (last < 0) throw questionnaireError('QUESTIONNAIRE-INVALID', { stage });
  const stages = questionnaire.stages.slice(0, last + 1);
  return { stages, entries: questionnaire.entries.filter((entry) => stages.includes(entry.stage)) };
}
