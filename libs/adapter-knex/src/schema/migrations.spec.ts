import { expect, it } from '@jest/globals';
import { digestOf, stepsFor } from './migration.js';
import { migrations } from './migrations.js';

/** A line for each migration that was released; none is ever changed or removed. */
const released = [
  ['2026-11-22-first-tables', '25a9b2c7ecc19116463eda242c7b3cb11e9ccbf870096bf42346000aa4d95e63'],
  ['2026-11-22-quotations', '94711487fc5595dfdd1d9a07cc2fd5330c9b3a77961b14c8ae45de101b6e6073'],
  ['2026-11-22-agency-numbers', '1159174a89f4c38b9c57c2216718bee87dcc077be0391c471fef7da67a5a9800'],
  ['2026-11-22-affinity-groups', '8d82658297497fa207da3086a295a1d4158878779a71bb4c2e429ec392372e92'],
  ['2026-11-22-partner-groups', '74e44e1515b798eb8a2139b0bc67bbd5038c8322ca3c505206b429633f20ff90'],
  ['2026-11-22-groups-last-by-days', '812259f804bfcc99d1af3a8a6838c4d202d9263c554c6bab974e09d815b505c1'],
  ['2026-11-22-quotation-contents', '737507dd57849fd794551a575bd909190cdadbe39d7a158fd6bf6feaf2f09c4e'],
  ['2026-11-28-external-reference', '5a44ad30470820bf9b02a87a2ca33e0360daa436d3c43db69cf88edd5c525641'],
];

it('what was released of the schema stays as it is, and is applied in its order', () => {
  expect(stepsFor('sqlite', migrations).map((step) => [step.name, digestOf(step)])).toEqual(released);
});
