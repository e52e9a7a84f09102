import { crc32, deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import { contract, done } from './fixtures/partner-day.js';
import { clock } from './fixtures/samples.js';
import type { Problem } from './fixtures/wire.js';

type Brand = { readonly color: string; readonly logo: string | null };

let engine: Engine;
let admin: Client;
let path: string;
beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock } });
  admin = clientFor(engine, 'admin');
  path = `/ops/v1/partners/${engine.credentials.partner.id}/brand`;
});

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(data.length);
  numbers.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)]);
};
/** A red picture of 2 × 2 pixels. */
const logo = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])),
  chunk('IDAT', deflateSync(Buffer.from([0, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0]))),
  chunk('IEND', new Uint8Array()),
]).toString('base64');

/** How many pictures the certificate of a new affinity has. */
async function picturesOfCertificate(): Promise<number> {
  const partner = clientFor(engine, 'partner');
  const { attachments } = await contract(partner);
  const url = attachments.find(({ type }) => type === 1)?.url ?? '';
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  return bytes.toString('latin1').split('/Subtype /Image').length - 1;
}

describe('the brand of a partner', () => {
  it('is given, printed on new documents, and taken away', async () => {
    const none = await admin.get<Problem>(path);
    expect([none.status, none.body.code]).toEqual([404, 'BRAND-UNKNOWN']);
    expect(await picturesOfCertificate()).toBe(0);
    expect(done(await admin.put<Brand>(path, { color: '#005f00', logo }))).toEqual({ color: '#005f00', logo });
    expect(done(await admin.get<Brand>(path))).toEqual({ color: '#005f00', logo });
    expect(await picturesOfCertificate()).toBe(1);
    expect(done(await admin.put<Brand>(path, { color: '#005f00', logo: null }))).toEqual({
      color: '#005f00',
      logo: null,
    });
    expect(await picturesOfCertificate()).toBe(0);
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.delete<Problem>(path)).body.code).toBe('BRAND-UNKNOWN');
  });

  it.each([
    ['a color too bright', { color: '#ffcc00' }, 'color'],
    ['a color by its name', { color: 'green' }, 'color'],
    ['no color', { logo }, 'color'],
    ['a picture that is none', { color: '#005f00', logo: Buffer.from('GIF89a').toString('base64') }, 'logo'],
  ])('is refused with %s, which is named', async (_, brand, field) => {
    const { status, body } = await admin.put<Problem>(path, brand);
    expect([status, body.code]).toEqual([400, 'INPUT-INVALID']);
    expect(body).toMatchObject({ faults: [{ path: field }] });
  });

  it('is for operators only, and of partners that exist', async () => {
    expect((await clientFor(engine, 'partner').put(path, { color: '#005f00' })).status).toBe(403);
    const nobody = await admin.put<Problem>('/ops/v1/partners/nobody/brand', { color: '#005f00' });
    expect([nobody.status, nobody.body.code]).toEqual([404, 'PARTNER-UNKNOWN']);
  });
});
