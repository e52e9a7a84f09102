import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { bodyReader } from './body-memory.js';

const bodyOf = (headers: Readonly<Record<string, string>> = {}) =>
  Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough;

const codeOfRead = (read: Promise<Buffer>): Promise<string | undefined> =>
  read.then(
    () => undefined,
    (thrown: { readonly code?: string }) => thrown.code,
  );

describe('the memory of bodies', () => {
  it('gives a body as it was sent', async () => {
    const body = bodyOf();
    const read = bodyReader(1_000)(body, 100);
    body.write('São');
    body.end(' Paulo');
    expect((await read).toString()).toBe('São Paulo');
  });

  it.each([
    ['whose length says so, before it is read', { 'content-length': '101' }],
    ['that turns out to be', {}],
  ])('refuses a body that is too large %s', async (_, headers) => {
    const body = bodyOf(headers);
    const read = codeOfRead(bodyReader(1_000)(body, 100));
    body.write('x'.repeat(101));
    expect(await read).toBe('BODY-TOO-LARGE');
  });

  it('refuses the largest of the unfinished where all together are too large; the others go on', async () => {
    const read = bodyReader(1_000);
    const [large, small] = [bodyOf(), bodyOf()];
    const [ofLarge, ofSmall] = [codeOfRead(read(large, 5_000)), read(small, 5_000)];
    large.write('x'.repeat(900));
    small.write('y'.repeat(60));
    small.write('y'.repeat(60));
    expect(await ofLarge).toBe('OVERLOADED');
    small.end();
    expect((await ofSmall).length).toBe(120);
  });

  it('is not kept for a caller that hung up before its body was read', async () => {
    const body = bodyOf();
    body.destroy();
    await new Promise(setImmediate);
    await expect(bodyReader(1_000)(body, 100)).rejects.toThrow('expected a whole body');
  });

  it('is free again once bodies have ended, broken ones too', async () => {
    const read = bodyReader(1_000);
    for (let turn = 0; turn < 10; turn += 1) {
      const [whole, broken] = [bodyOf(), bodyOf()];
      const [ofWhole, ofBroken] = [read(whole, 600), read(broken, 600)];
      broken.write('x'.repeat(400));
      broken.destroy();
      await expect(ofBroken).rejects.toThrow('expected a whole body');
      whole.end('x'.repeat(500));
      expect((await ofWhole).length).toBe(500);
    }
  });
});
