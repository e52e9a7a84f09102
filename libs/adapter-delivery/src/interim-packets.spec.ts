import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { interimAnswers } from './interim-answers.js';

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('interim answers in any packets', () => {
  it('leave exactly the bytes of the final answer', () => {
    const codes = fc.array(fc.constantFrom(100, 102, 103, 199), { maxLength: 10 });
    const cuts = fc.array(fc.nat({ max: 600 }), { maxLength: 20 });
    fc.assert(
      fc.property(codes, cuts, (before, at) => {
        const bytes = Buffer.from(before.map((code) => `HTTP/1.1 ${code} Soon\r\nx: y\r\n\r\n`).join('') + ok);
        const { begin, pass } = interimAnswers();
        for (let attempts = 0; attempts < 2; attempts += 1) {
          begin();
          const bounds = [0, ...at.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
          const packets = bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end));
          const final = packets.flatMap((packet) => pass(packet) ?? []);
          expect(Buffer.concat(final).toString()).toBe(ok);
        }
      }),
    );
  });
});
