import { looksOf } from './condition.js';
import type { Look } from './condition.js';
import type { Condition, Derived, Question } from './question.js';

/** A reference of an entry to another code; `part` is set if a condition makes it. */
export type Reference = { readonly at: string; readonly code: string; readonly part?: Look['part'] };

/** A condition of an entry, and its path. */
export type Placed = { readonly at: string; readonly condition: Condition };

/** Every condition of an entry; `at` is the path of the entry. */
export function conditionsOf(line: Question | Derived, at: string): readonly Placed[] {
  if (line.type === 'derived') return [];
  const { applies, required } = line;
  const formats = line.type === 'text' && typeof line.format === 'object' ? line.format : [];
  return [
    ...(applies === undefined ? [] : [{ at: `${at}.applies`, condition: applies }]),
    ...(typeof required === 'boolean' ? [] : [{ at: `${at}.required`, condition: required }]),
    ...formats.map(({ where }, index) => ({ at: `${at}.format[${index}].where`, condition: where })),
  ];
}

/** Every reference of an entry to another one. Questions of a variant have their own. */
export function referencesOf(line: Question | Derived, at: string): readonly Reference[] {
  const named = (name: string, codes: readonly string[] = []): readonly Reference[] =>
    codes.map((code, index) => ({ at: `${at}.${name}[${index}]`, code }));
  if (line.type === 'derived') return named('from', line.from);
  const looks = conditionsOf(line, at).flatMap((each) => looksOf(each.condition, each.at));
  return [...looks.map((look) => ({ ...look, code: look.part.code })), ...named('checkedWith', line.checkedWith)];
}
