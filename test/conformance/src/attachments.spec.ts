import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { affinity, contract, done, requestId } from './fixtures/partner-day.js';
import { pdfText } from './fixtures/pdf-text.js';
import { briefHolder, clock, contracts, holder } from './fixtures/samples.js';
import type { Attachment, Failure } from './fixtures/wire.js';

let engine: Engine;
let partner: Client;
let anyone: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { SANDBOX_CLOCK: clock, PUBLIC_URL: 'https://cover.example/' } });
  partner = clientFor(engine, 'partner');
  anyone = clientFor(engine, null);
});

const pathOf = (attachments: readonly Attachment[], type: number): string =>
  new URL(attachments.find((each) => each.type === type)?.url ?? '').pathname;

const opened = async (path: string) =>
  done(await anyone.get<never>(path).then((answer) => ({ ...answer, body: answer })));

/** Text without spaces, which a layout may put anywhere. */
const squeezed = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ');

describe('a certificate', () => {
  it('keeps an accented name whole', async () => {
    const { attachments } = await contract(partner);
    const text = squeezed(await pdfText((await opened(pathOf(attachments, 1))).bytes));
    expect(text).toContain(`${holder.first_name} ${holder.last_name}`);
  });

  it.each([
    ['Łukasz', 'Nguyễn da Conceição'],
    ['Zoë', 'Ångström-Œuvré'],
    ["D'Ávila", 'ÇÃÕÉÍÓÚ'],
  ])('keeps the name of %s %s whole', async (firstName, lastName) => {
    const fields = { affinity_holder: { ...briefHolder, first_name: firstName, last_name: lastName } };
    const { attachments } = await contract(partner, 'personal-life', fields);
    const text = squeezed(await pdfText((await opened(pathOf(attachments, 1))).bytes));
    expect(text).toContain(`${firstName} ${lastName}`);
  });

  it.each([
    ['Guarani letters', 'G\u0303uarani', 'M\u0303bopi'],
    ['Yoruba letters', 'Ẹ\u0301di', 'Ọ\u0300la'],
  ])('keeps %s with a mark and no composed form whole', async (_, firstName, lastName) => {
    const fields = { affinity_holder: { ...briefHolder, first_name: firstName, last_name: lastName } };
    const { attachments } = await contract(partner, 'personal-life', fields);
    const text = squeezed(await pdfText((await opened(pathOf(attachments, 1))).bytes));
    expect(text).toContain(`${firstName} ${lastName}`.normalize('NFC'));
  });

  it.each([
    ['山田', '山 (U+5C71), which their typeface does not have'],
    ['𝐀𝐧𝐚', '𝐀 (U+1D400), which their typeface does not have'],
    ['Ana 🎉', '🎉 (U+1F389), which their typeface does not have'],
    ['שלום', 'ש (U+05E9), which runs from right to left'],
    ['سلام', 'س (U+0633), which runs from right to left'],
  ])('could not print %s, so a contract with it is refused, naming field and character', async (name, why) => {
    const body = {
      affinity_request_id: await requestId(partner),
      ...contracts['personal-life'],
      affinity_holder: { ...briefHolder, last_name: name },
    };
    const answer = await partner.post<Failure>('/v1/affinity', body);
    const error = `affinity_holder.last_name: expected characters that documents can print, without ${why}`;
    expect([answer.status, answer.body]).toEqual([400, { error }]);
  });

  it('states insurer, process, policy, partner, holder, period, coverages, premium, broker and contacts', async () => {
    const contracted = await contract(partner);
    const { certificate_number: number } = await affinity(partner, contracted.id);
    const text = squeezed(await pdfText((await opened(pathOf(contracted.attachments, 1))).bytes));
    const stated = {
      insurer: 'Maré Alta Vida e Previdência S.A.',
      'its SUSEP code': '05036',
      'process number': '15414.610287/2024-31',
      'certificate number': number,
      'group policy number': '93.000.0714',
      partner: 'Cooperativa de Crédito Aurora Ltda.',
      CNPJ: '11.222.333/0001-81',
      CPF: '529.982.247-25',
      'first day': '01/02/2026',
      'last day': '31/01/2027',
      'a limit': '50.000,00',
      'the premium': '119,90',
      'the tax apart': '0,46',
      'the total': '125,36',
      broker: 'Pinheiro & Araçá Corretora de Seguros Ltda.',
      'a contact line': '0800 770 5036',
    };
    const missing = Object.entries(stated).filter(([, value]) => !text.includes(value));
    expect(missing).toEqual([]);
    expect(text).toMatch(/arrependimento|regret/i);
  });
});

describe('an attachment', () => {
  it('has the same bytes at every fetch, by every link, and after a restart', async () => {
    const { id, attachments } = await contract(partner);
    const first = await opened(pathOf(attachments, 1));
    const again = await opened(pathOf(attachments, 1));
    const fresh = await opened(pathOf((await affinity(partner, id)).attachments, 1));
    await engine.restart();
    const later = await opened(pathOf(attachments, 1));
    for (const { bytes } of [again, fresh, later]) expect(bytes.equals(first.bytes)).toBe(true);
  });

  it('is the same document if five ask for it at once for the first time', async () => {
    const { attachments } = await contract(partner);
    const all = await Promise.all(Array.from({ length: 5 }, () => opened(pathOf(attachments, 1))));
    for (const { bytes } of all) expect(bytes.equals(all[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it('stays the certificate that was issued when the cover is canceled', async () => {
    const { id, attachments } = await contract(partner);
    done(await partner.delete(`/v1/affinity/${id}`));
    const before = await opened(pathOf(attachments, 1));
    const after = await opened(pathOf((await affinity(partner, id)).attachments, 1));
    expect(after.bytes.equals(before.bytes)).toBe(true);
  });

  it('of a cancellation states the holder and the refund', async () => {
    const { id } = await contract(partner);
    done(await partner.delete(`/v1/affinity/${id}`));
    const { bytes } = await opened(pathOf((await affinity(partner, id)).attachments, 4));
    const text = squeezed(await pdfText(bytes));
    expect(text).toContain(`${holder.first_name} ${holder.last_name}`);
    expect(text).toContain('125,36');
  });

  it('forbids shared caches, and guessing of its type', async () => {
    const { attachments } = await contract(partner);
    const { headers } = await opened(pathOf(attachments, 2));
    expect(headers['cache-control']).toMatch(/private|no-store/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a link', () => {
  it('opens its document, for every link of a reply', async () => {
    const { id } = await contract(partner);
    done(await partner.delete(`/v1/affinity/${id}`));
    for (const { type, url } of (await affinity(partner, id)).attachments) {
      const { headers } = await opened(new URL(url).pathname);
      expect(headers['content-disposition']).toContain(`${id}-${type}.pdf`);
    }
  });

  it('that was altered, cut, or invented is 404', async () => {
    const path = pathOf((await contract(partner)).attachments, 1);
    const start = path.lastIndexOf('/') + 1;
    const flipped = (at: number) => path.slice(0, at) + (path[at] === 'A' ? 'B' : 'A') + path.slice(at + 1);
    const every = Array.from({ length: path.length - start }, (_, at) => flipped(start + at));
    const others = [path.slice(0, -1), path.slice(0, start) + 'x', `${path}A`, path.slice(0, start) + 'A'.repeat(52)];
    for (const altered of [...every, ...others]) {
      const { status, body } = await anyone.get<Failure>(altered);
      expect([altered, status, Object.keys(body ?? {})]).toEqual([altered, 404, ['error']]);
    }
  });

  /** A link as this installation makes it, from its stored secret, valid for that many milliseconds. */
  function linkTo(id: string, goodFor: number): string {
    const secret = readFileSync(join(engine.dataDir, 'engine-secret'), 'utf8').trim();
    const key = new Uint8Array(hkdfSync('sha256', secret, '', 'affinity-engine links', 32));
    const content = Buffer.alloc(23);
    content.write(id.replaceAll('-', ''), 0, 'hex');
    content.writeUIntBE(Date.now() + goodFor, 17, 6);
    const digest = createHmac('sha256', key).update(content).digest().subarray(0, 16);
    return `/v1/attachments/${Buffer.concat([content, digest]).toString('base64url')}`;
  }

  it('that has expired is 404', async () => {
    const { id } = await contract(partner);
    expect((await anyone.get(linkTo(id, 60_000))).status).toBe(200);
    const { status, body } = await anyone.get<Failure>(linkTo(id, -1));
    expect([status, body]).toEqual([404, { error: 'There is no such document, or its link is over.' }]);
  });

  it('begins with PUBLIC_URL, and one segment of it is the secret', async () => {
    const { attachments } = await contract(partner);
    for (const { url } of attachments) expect(url).toMatch(/^https:\/\/cover\.example\/v1\/attachments\/[\w-]{40,}$/);
    expect(new Set(attachments.map(({ url }) => url)).size).toBe(attachments.length);
  });
});
