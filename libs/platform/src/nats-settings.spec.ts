import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { natsSettings } from './nats-settings.js';
import { readSettings, SettingsInvalid } from './settings.js';

/** Of a user that exists nowhere. */
const seed = 'SUAMLK2ZNL35WSMW37E7UD4VZ7ELPKW7DHC3BWBSD2GCZ7IUQQXZIORRBU';
const creds = [
  '-----BEGIN NATS USER JWT-----\neyJ0eXAi.eyJqdGki.c2ln\n------END NATS USER JWT------\n',
  `-----BEGIN USER NKEY SEED-----\n${seed}\n------END USER NKEY SEED------\n`,
].join('\n');

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-nats-settings-'));
  for (const [name, text] of Object.entries({ seed: `${seed}\n`, creds, text: 'no such thing' }))
    writeFileSync(at(name), text);
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -subj /CN=x';
  execFileSync('openssl', words.split(' '), { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Given = Readonly<Record<string, string>>;
const url = 'nats://one:4222';
const read = (environment: Given) => natsSettings(readSettings(environment));

/** The problems of an environment, one line each.. */
function problemsOf(environment: Given): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (thrown) {
    if (thrown instanceof SettingsInvalid) return thrown.problems;
    throw thrown;
  }
}

describe('the settings of NATS', () => {
  it('are none without a url', () => {
    expect(read({})).toBeNull();
  });

  it('name one server or several, at the usual port without another', () => {
    expect(read({ NATS_URL: 'nats://one' })).toEqual({ servers: ['one:4222'], login: null, tls: null });
    expect(read({ NATS_URL: 'nats://one:1, nats://[::1]:2/,nats://three' })?.servers).toEqual([
      'one:1',
      '[::1]:2',
      'three:4222',
    ]);
  });

  it('ask for TLS by the url, or by certificates', () => {
    expect(read({ NATS_URL: 'tls://one' })?.tls).toEqual({});
    const [ca, key] = [at('cert.pem'), at('key.pem')].map((file) => readFileSync(file, 'utf8'));
    expect(
      read({ NATS_URL: url, NATS_CA: at('cert.pem'), NATS_CERT: at('cert.pem'), NATS_KEY: at('key.pem') })?.tls,
    ).toEqual({ ca, cert: ca, key });
  });

  it.each<[string, Given, object]>([
    ['the url', { NATS_URL: 'nats://me:p%40ss@one,nats://me:p%40ss@two' }, { user: 'me', password: 'p@ss' }],
    ['user and password', { NATS_URL: url, NATS_USER: 'me', NATS_PASSWORD: 'p@ss' }, { user: 'me', password: 'p@ss' }],
    ['a token', { NATS_URL: url, NATS_TOKEN: 't' }, { token: 't' }],
  ])('log in by %s', (_, environment, login) => {
    expect(read(environment)?.login).toEqual(login);
  });

  it('log in by the content of a file', () => {
    expect(read({ NATS_URL: url, NATS_NKEY: at('seed') })?.login).toEqual({ seed });
    expect(read({ NATS_URL: url, NATS_CREDS: at('creds') })?.login).toEqual({ creds });
  });

  it.each<[Given, string]>([
    [{ NATS_URL: 'one:4222' }, 'NATS_URL: expected nats://host:port or tls://host:port'],
    [{ NATS_URL: 'http://one' }, 'NATS_URL: expected nats://host:port or tls://host:port'],
    [{ NATS_URL: 'nats://one/path' }, 'NATS_URL: expected nats://host:port or tls://host:port'],
    [{ NATS_URL: 'nats://one,' }, 'NATS_URL: expected nats://host:port or tls://host:port'],
    [{ NATS_URL: 'nats://me@one' }, 'NATS_URL: expected user and password in the url, or neither'],
    [{ NATS_URL: 'nats://me:%GG@one' }, 'NATS_URL: expected user and password with % only before'],
    [{ NATS_URL: 'nats://a:1@one,nats://b:2@two' }, 'NATS_URL: expected the same user and password for all servers'],
    [{ NATS_URL: url, NATS_USER: 'me' }, 'NATS_USER: expected NATS_PASSWORD beside it'],
    [{ NATS_URL: url, NATS_PASSWORD: 'p' }, 'NATS_PASSWORD: expected NATS_USER beside it'],
    [{ NATS_TOKEN: 't' }, 'NATS_TOKEN: expected NATS_URL beside it'],
    [
      { NATS_URL: 'nats://me:p@one', NATS_TOKEN: 't' },
      'NATS_URL: expected one way to log in, found a user in the url, NATS_TOKEN',
    ],
  ])('%j are refused in one line', (environment, line) => {
    expect(problemsOf(environment)).toEqual([expect.stringContaining(line)]);
  });

  it.each(['NATS_NKEY', 'NATS_CREDS', 'NATS_CA'])('stop the start where the file of %s is missing or bad', (name) => {
    const missing = at('missing');
    expect(problemsOf({ NATS_URL: url, [name]: missing })).toEqual([
      `${name}: expected a file that can be read; ${missing}: ENOENT`,
    ]);
    const [problem, ...others] = problemsOf({ NATS_URL: url, [name]: at('text') });
    expect(problem).toContain(`${at('text')} has none`);
    expect(others).toEqual([]);
  });

  it('stop the start where certificate and key are not what they should be, or one is missing', () => {
    const swapped = problemsOf({ NATS_URL: url, NATS_CERT: at('key.pem'), NATS_KEY: at('cert.pem') });
    expect(swapped.map((line) => line.split(':')[0])).toEqual(['NATS_CERT', 'NATS_KEY']);
    expect(problemsOf({ NATS_URL: url, NATS_CERT: at('cert.pem') })).toEqual([
      'NATS_CERT: expected NATS_KEY beside it',
    ]);
  });
});
