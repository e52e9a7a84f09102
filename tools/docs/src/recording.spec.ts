import { expect, it } from '@jest/globals';
import { recordingOf } from './recording.js';

it('a recording has every line in its time, as text, and ends with the last', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index} <&>`);
  const picture = recordingOf('npm run demo', ['1. First', '--------', '  ✓ held', ...lines].join('\n'));
  expect(picture).toContain('>$ npm run demo</text>');
  expect(picture).toContain('class="title"');
  expect(picture).toContain('class="good"');
  expect(picture).not.toContain('--------');
  expect(picture).toContain('line 29 &lt;&amp;&gt;</text>');
  // 33 lines on 22 rows: eleven have left at the end.
  expect(picture).toContain('100% { transform: translateY(-220px) }');
  expect(picture).toContain('prefers-reduced-motion');
});
