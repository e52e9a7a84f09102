import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, expect } from '@jest/globals';
import { Agent } from 'undici';
import { isPublic, publicLookup, refusedUrl } from './egress.js';

const everywhere = { allowPrivate: false };
const sandbox = { allowPrivate: true };

describe('the url of an endpoint', () => {
  it.each([
    'https://partner.example/hooks?a=b',
    'https://partner.example:8443/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://localhost.example/',
    'https://internal.example/',
    'https://xn--caf-dma.example/',
  ])('may be %s', (url) => {
    expect(refusedUrl(url, everywhere)).toBeNull();
  });

  it.each([
    ['http://partner.example/', 'https'],
    ['ftp://partner.example/', 'https'],
    ['file:///etc/passwd', 'https'],
    ['javascript:alert(1)', 'https'],
    ['partner.example', 'absolute'],
    ['//partner.example', 'absolute'],
    ['', 'absolute'],
    ['https://user:secret@partner.example/', 'credentials'],
    ['https://user@partner.example/', 'credentials'],
    ['https://:secret@partner.example/', 'credentials'],
    ['https://localhost/', 'public host'],
    ['https://LOCALHOST/', 'public host'],
    ['https://localhost./', 'public host'],
    ['https://a.localhost/', 'public host'],
    ['https://metadata.google.internal/', 'public host'],
    ['https://printer.local/', 'public host'],
    ['https://127.0.0.1/', 'public address'],
    ['https://127.1/', 'public address'],
    ['https://0x7f.1/', 'public address'],
    ['https://2130706433/', 'public address'],
    ['https://017700000001/', 'public address'],
    ['https://１２７.０.０.１/', 'public address'],
    ['https://127。0。0。1/', 'public address'],
    ['https://0.0.0.0/', 'public address'],
    ['https://10.0.0.1/', 'public address'],
    ['https://172.16.0.1/', 'public address'],
    ['https://192.168.0.1/', 'public address'],
    ['https://100.64.0.1/', 'public address'],
    ['https://169.254.169.254/', 'public address'],
    ['https://168.63.129.16/', 'public address'],
    ['https://192.0.2.1/', 'public address'],
    ['https://198.18.0.1/', 'public address'],
    ['https://224.0.0.1/', 'public address'],
    ['https://255.255.255.255/', 'public address'],
    ['https://[::]/', 'public address'],
    ['https://[::1]/', 'public address'],
    ['https://[::127.0.0.1]/', 'public address'],
    ['https://[::ffff:127.0.0.1]/', 'public address'],
    ['https://[::ffff:7f00:1]/', 'public address'],
    ['https://[::ffff:0:7f00:1]/', 'public address'],
    ['https://[64:ff9b::7f00:1]/', 'public address'],
    ['https://[64:ff9b::8.8.8.8]/', 'public address'],
    ['https://[64:ff9b:1::7f00:1]/', 'public address'],
    ['https://[2002:7f00:1::]/', 'public address'],
    ['https://[2001::1]/', 'public address'],
    ['https://[2001:db8::1]/', 'public address'],
    ['https://[fe80::1]/', 'public address'],
    ['https://[fc00::1]/', 'public address'],
    ['https://[fd00:ec2::254]/', 'public address'],
    ['https://[fec0::1]/', 'public address'],
    ['https://[ff02::1]/', 'public address'],
    ['https://[4000::1]/', 'public address'],
  ])('may not be %s: expected is %s', (url, why) => {
    expect(refusedUrl(url, everywhere)).toContain(why);
  });

  it('may not be one mapped into IPv6 either, unless that is public', () => {
    expect(refusedUrl('https://[::ffff:10.0.0.1]/', everywhere)).toContain('public address');
    expect(refusedUrl('https://[::ffff:8.8.8.8]/', everywhere)).toBeNull();
  });

  it.each([
    ['http://127.0.0.1:8080/hooks', null],
    ['http://localhost:8080/', null],
    ['https://10.0.0.1/', null],
    ['http://[::1]/', null],
    ['http://partner.example/', null],
    ['http://user:secret@localhost/', 'credentials'],
    ['ftp://localhost/', 'https'],
    ['http://169.254.169.254/latest/meta-data', 'public address'],
    ['http://0xa9fea9fe/', 'public address'],
    ['http://[::ffff:169.254.169.254]/', 'public address'],
    ['http://168.63.129.16/', 'public address'],
    ['http://[fd00:ec2::254]/', 'public address'],
  ])('in a sandbox, %s: %s', (url, why) => {
    const refused = refusedUrl(url, sandbox);
    if (why === null) expect(refused).toBeNull();
    else expect(refused).toContain(why);
  });
});

describe('a public address', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700:4700::1111', true],
    ['127.0.0.1', false],
    ['::ffff:8.8.8.8', true],
    ['::808:808', false],
    ['no address', false],
    ['', false],
  ])('is %s: %s', (address, answer) => {
    expect(isPublic(address)).toBe(answer);
  });
});

describe('the resolver', () => {
  const looked = (hostname: string, rule: typeof everywhere, all: boolean) =>
    new Promise((resolve) =>
      publicLookup(rule)(hostname, { all }, (failure, address, family) =>
        resolve([failure?.code ?? null, address, family]),
      ),
    );

  it('answers no private address, for any name', async () => {
    expect(await looked('localhost', everywhere, true)).toEqual(['EGRESS-REFUSED', [], undefined]);
    expect(await looked('localhost', everywhere, false)).toEqual(['EGRESS-REFUSED', [], undefined]);
    expect(await looked('8.8.8.8', everywhere, false)).toEqual([null, '8.8.8.8', 4]);
    expect(await looked('8.8.8.8', everywhere, true)).toEqual([null, [{ address: '8.8.8.8', family: 4 }], undefined]);
  });

  it('answers private ones in a sandbox, but not where metadata lies', async () => {
    expect(await looked('127.0.0.1', sandbox, false)).toEqual([null, '127.0.0.1', 4]);
    expect(await looked('169.254.169.254', sandbox, false)).toEqual(['EGRESS-REFUSED', [], undefined]);
  });

  it('is asked when a connection is made, so that nothing is connected to unchecked', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const agent = new Agent({ connect: { lookup: publicLookup(everywhere) } });
    await expect(agent.request({ origin, path: '/', method: 'POST' })).rejects.toMatchObject({
      code: 'EGRESS-REFUSED',
    });
    await agent.destroy();
    await new Promise((closed) => server.close(closed));
    expect(requests).toBe(0);
  });
});
