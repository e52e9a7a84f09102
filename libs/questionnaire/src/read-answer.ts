import type { PlainQuestion, TextQuestion } from './question.js';
import { readDate } from './read-date.js';
import { readList } from './read-list.js';
import { readDecimal, readInteger } from './read-number.js';
import { readChoice, readGuid } from './read-text.js';
import { chosen, problem } from './reading.js';
import type { Reading } from './reading.js';

type YesOrNo = Extract<PlainQuestion, { readonly type: 'boolean' }>;

/** Yes or no, `true` or `"true"`. */
function readBoolean({ choices }: YesOrNo, answer: unknown): Reading {
  const given = typeof answer === 'string' ? answer.trim() : answer;
  if (given === true || given === 'true') return chosen(true, choices);
  return given === false || given === 'false' ? chosen(false, choices) : problem('wrong-type');
}

/** Reads a present answer of any type except text, whose format may depend on other answers. */
export function readAnswer(question: Exclude<PlainQuestion, TextQuestion>, answer: unknown): Reading {
  switch (question.type) {
    case 'integer':
      return readInteger(question, answer);
    case 'decimal':
      return readDecimal(question, answer);
    case 'date':
      return readDate(question, answer);
    case 'guid':
      return readGuid(answer);
    case 'boolean':
      return readBoolean(question, answer);
    case 'choice':
      return readChoice(question, answer);
    case 'list':
      return readList(question, answer);
  }
}
