import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newCertificates, startNats, type Certificates } from '@affinity-engine/test-servers';
import { isCreds, isUserSeed, natsWakeUps, type NatsLogin, type NatsSettings } from './index.js';
import { newNkey, operatorMode } from './testing/signed-credentials.js';

const hour = 3_600_000;
const nkey = newNkey();
const operator = operatorMode();

/** Starts to listen through a server with this configuration. @returns what was said of a failure; '' if connected */
async function sayingOf(config: string, settings: Omit<NatsSettings, 'servers'>, host = '127.0.0.1'): Promise<string> {
  const server = await startNats({ jetStream: false, config });
  let fail: (failure: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => (fail = resolve));
  const wakeUps = natsWakeUps(
    { ...settings, servers: [`${host}:${server.port}`], subject: 'any' },
    (state, cause) => void (state === 'lost' && fail(String(cause))),
  );
  try {
    wakeUps.listen(true);
    return await Promise.race([wakeUps.next(hour).then(() => ''), failed]);
  } finally {
    wakeUps.notify([]);
    await wakeUps.close();
    await server.remove();
  }
}

describe('a server that asks for a login', () => {
  it.each<[string, string, NatsLogin, NatsLogin]>([
    [
      'user and password',
      'authorization { user: engine, password: "p@ss,word" }',
      { user: 'engine', password: 'p@ss,word' },
      { user: 'engine', password: 'wrong' },
    ],
    ['a token', 'authorization { token: "s3cret" }', { token: 's3cret' }, { token: 'wrong' }],
    [
      'an nkey',
      `authorization { users: [ { nkey: ${nkey.publicKey} } ] }`,
      { seed: nkey.seed },
      { seed: newNkey().seed },
    ],
    ['a creds file', operator.config, { creds: operator.creds }, { creds: operatorMode().creds }],
  ])('takes %s, and no wrong one', async (_, config, right, wrong) => {
    expect(await sayingOf(config, { login: right, tls: null })).toBe('');
    const refused = await sayingOf(config, { login: wrong, tls: null });
    expect(refused).toMatch(/authorization/i);
    for (const secret of Object.values(wrong)) expect(refused).not.toContain(secret);
    expect(await sayingOf(config, { login: null, tls: null })).toMatch(/authorization/i);
  });
});

describe('a server with TLS', () => {
  let own: Certificates;
  let config: string;
  beforeAll(() => {
    own = newCertificates();
    const [cert, key, ca] = [own.file('server.pem'), own.file('server-key.pem'), own.file('ca.pem')];
    config = `tls { cert_file: "${cert}", key_file: "${key}", ca_file: "${ca}", verify: true }`;
  });
  afterAll(() => own.remove());

  const login = null;
  const files = () => ({ ca: own.read('ca.pem'), cert: own.read('client.pem'), key: own.read('client-key.pem') });

  it('takes the certificate of a client, from an authority that both know', async () => {
    expect(await sayingOf(config, { login, tls: files() })).toBe('');
  });

  it('is not trusted under a name that its certificate has not', async () => {
    expect(await sayingOf(config, { login, tls: files() }, 'localhost')).toMatch(/ALTNAME/);
  });

  it('is not trusted without its authority', async () => {
    const { cert, key } = files();
    expect(await sayingOf(config, { login, tls: { cert, key } })).toMatch(/certificate/);
  });

  it('refuses a client without a certificate', async () => {
    // With TLS 1.3 the refusal comes after the handshake, which the client sees by its time-out.
    expect(await sayingOf(config, { login, tls: { ca: files().ca } })).toMatch(/TIMEOUT|certificate/);
  }, 15_000);

  it('is asked for where TLS is wanted: one without is not used', async () => {
    expect(await sayingOf('', { login, tls: {} })).toMatch(/tls|not available/i);
  });
});

describe('the text of a file', () => {
  it('is a seed only if it is that of a user', () => {
    const [seed] = [nkey.seed];
    expect([isUserSeed(seed), isUserSeed(seed.slice(0, -1)), isUserSeed('SUA'), isUserSeed('')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('has credentials only with a JWT and a seed', () => {
    const { creds } = operator;
    const [jwtOnly] = creds.split('-----BEGIN USER');
    expect([creds, jwtOnly ?? '', nkey.seed, ''].map(isCreds)).toEqual([true, false, false, false]);
  });
});
