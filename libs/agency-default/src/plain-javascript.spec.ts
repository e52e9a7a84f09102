import { describe, expect, it } from '@jest/globals';
import { choices, defaultEntry, explainDefault, flagsAfter, lastFlagged, noFlags } from './index.js';

/** A value as plain JavaScript may pass it, without the compiler's checks. */
const plain = (given: unknown): never => given as never;

const entry = { active: true, flags: { tenders: 1, calculations: null } };
const of = (wrong: object) => () => lastFlagged(plain([{ ...entry, ...wrong }]), 'tenders');

describe('what only plain JavaScript can pass', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'a purpose, which nothing would be the default for',
      () => lastFlagged([entry], plain('tender')),
      /^purpose: expected one of tenders, calculations; it is "tender"\.$/,
    ],
    ['a purpose where nobody owns anything', () => defaultEntry([], plain('tender')), /^purpose: /],
    ['a purpose to choose for', () => choices([[entry]], plain(undefined)), /^purpose: .*; it is undefined\.$/],
    ['a purpose to be explained', () => explainDefault([[entry]], plain('tender')), /^purpose: /],
    ['one entry', () => lastFlagged(plain(entry), 'tenders'), /^entries: expected a list; it is an object\.$/],
    ['one owner', () => defaultEntry(plain([entry]), 'tenders'), /^entries: expected a list/],
    ['no owners', () => choices(plain(undefined), 'tenders'), /^owners: expected a list/],
    ['active as a text', of({ active: 'false' }), /^active: expected true or false; it is "false"\.$/],
    ['flags left out', of({ flags: undefined }), /^flags\.tenders: expected a number, or null; it is undefined\.$/],
    ['a place as a text', of({ flags: { tenders: '9', calculations: null } }), /^flags\.tenders: .*; it is "9"\.$/],
    ['no number for a place', of({ flags: { tenders: NaN, calculations: null } }), /^flags\.tenders: .*; it is NaN\.$/],
    [
      'a flag that is sent as a text',
      () => flagsAfter(noFlags, plain({ tenders: 'false' }), 1),
      /^tenders: expected true, false or nothing; it is "false"\.$/,
    ],
    ['a flag that is sent as a number', () => flagsAfter(noFlags, plain({ calculations: 1 }), 1), /^calculations: /],
    ['no place', () => flagsAfter(noFlags, { tenders: true }, plain(undefined)), /^place: expected a number/],
  ])('is refused with its name: %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ code: 'OPTION-INVALID', message: expect.stringMatching(message) }));
  });
});
