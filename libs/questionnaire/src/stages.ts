import { questionnaireError } from './errors.js';
import type { Questionnaire } from './question.js';

/**
 * The questionnaire as it stands at a stage: what comes up then or earlier. The codes of later stages are unknown to it.
 *
 * @throws QUESTIONNAIRE-INVALID for a stage the questionnaire does not have.
 */
export function upTo(questionnaire: Questionnaire, stage: string): Questionnaire {
  const last = questionnaire.stages.indexOf(stage);
  if (last < 0) throw questionnaireError('QUESTIONNAIRE-INVALID', { stage });
  const stages = questionnaire.stages.slice(0, last + 1);
  return { stages, entries: questionnaire.entries.filter((entry) => stages.includes(entry.stage)) };
}
