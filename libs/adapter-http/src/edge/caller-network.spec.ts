import { afterEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { networkOf, trusting } from './caller-network.js';

describe('the network of a caller', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::5:6', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['garbage', ''],
  ])('at %s is %s', (ip, network) => {
    expect(networkOf({ ip })).toBe(network);
  });

  it('is no address if the connection is gone', () => {
    expect(networkOf({ ip: undefined as unknown as string })).toBe('');
  });
});

describe('behind proxies', () => {
  let server: FastifyInstance;
  afterEach(() => server.close());

  async function seen(trusted: readonly string[], from: string, forwarded?: string): Promise<string> {
    server = fastify(trusting(trusted));
    server.get('/', async (request) => networkOf(request));
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    return (await server.inject({ url: '/', remoteAddress: from, headers })).body;
  }

  it.each<[string, readonly string[], string, string | undefined, string]>([
    ['nobody is trusted at first', [], '10.0.0.1', '192.0.2.7', '10.0.0.1'],
    ['an untrusted peer says nothing', ['10.0.0.1'], '198.51.100.9', '192.0.2.7', '198.51.100.9'],
    ['an untrusted peer does not pass for a proxy', ['10.0.0.1'], '198.51.100.9', '10.0.0.1', '198.51.100.9'],
    ['a trusted proxy names the caller', ['10.0.0.1'], '10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['a trusted proxy calls itself', ['10.0.0.1'], '10.0.0.1', undefined, '10.0.0.1'],
    ['what the caller sent before it does not count', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 192.0.2.7', '192.0.2.7'],
    ['the last one that is not trusted counts', ['10.0.0.0/8'], '10.0.0.1', '192.0.2.7, 10.9.9.9', '192.0.2.7'],
    ['a network over IPv6', ['fd00::/8'], 'fd00::1', '2001:db8:1:2:3::', '2001:db8:1:2::/64'],
    ['an IPv4 peer on an IPv6 socket', ['10.0.0.1'], '::ffff:10.0.0.1', '192.0.2.7', '192.0.2.7'],
    ['garbage is the proxy itself', ['10.0.0.1'], '10.0.0.1', 'unknown', '10.0.0.1'],
    ['garbage between addresses is the proxy', ['10.0.0.1'], '10.0.0.1', '192.0.2.7, <script>', '10.0.0.1'],
    ['a number is no address', ['10.0.0.1'], '10.0.0.1', '3221225991', '10.0.0.1'],
    ['nothing between commas', ['10.0.0.1'], '10.0.0.1', ',', '10.0.0.1'],
  ])('%s', async (_, trusted, from, forwarded, network) => {
    expect(await seen(trusted, from, forwarded)).toBe(network);
  });
});
