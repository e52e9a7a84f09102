import { readFileSync } from 'node:fs';
import { it, expect } from '@jest/globals';
import { lifecycle } from './lifecycle.js';

it('shows the lifecycle in the README as it is', () => {
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
  const events = ['issue', 'decline', 'cancel', 'expire', 'renew'];
  for (const [from, cells] of Object.entries(lifecycle)) {
    const row = events.map((event) => (cells as Record<string, string>)[event] ?? '–');
    expect(readme).toContain(`| ${[from, ...row].join(' | ')} |`);
  }
});
