import { expect, it } from '@jest/globals';
import { listeningUrl } from './listening-url.js';

it.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
  ['engine.example', 'http://engine.example:3000'],
])('what listens on %s is reached as %s', (host, url) => {
  expect(listeningUrl({ host }, 3000)).toBe(url);
});
