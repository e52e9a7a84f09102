import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
// example
import { embeddedInsurer } from '@affinity-engine/adapter-insurer';
import { anAffinity, aProduct } from '@affinity-engine/affinity/testing';
import { instant } from '@affinity-engine/kernel';

const [insurer, now] = [embeddedInsurer(60), instant('2026-01-15T12:00:00Z')];
const atOnce = await insurer.ask(anAffinity(), aProduct(), now); // { outcome: 'issued' }
const later = await insurer.ask(anAffinity(), aProduct({ asynchronous: true }), now);
// { outcome: 'pending', answerDueAt: '2026-01-15T12:01:00.000Z' }
// end

it('does what the README shows', () => {
  expect(atOnce).toEqual({ outcome: 'issued' });
  expect(later).toEqual({ outcome: 'pending', answerDueAt: '2026-01-15T12:01:00.000Z' });
});

it('is what the README shows', () => {
  const [, shown] = readFileSync(import.meta.filename, 'utf8').split(/^\/\/ (?:example|end)\n/m);
  expect(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')).toContain(shown);
});
