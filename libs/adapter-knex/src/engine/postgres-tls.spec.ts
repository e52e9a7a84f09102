import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newCertificates, startPostgres, type Certificates, type PostgresServer } from '@affinity-engine/test-servers';
import { openPostgres } from './postgres-database.js';

const ofConnection = 'select ssl, client_dn from pg_stat_ssl where pid = pg_backend_pid()';

describe('a PostgreSQL server with TLS', () => {
  let own: Certificates;
  let other: Certificates;
  let server: PostgresServer;
  let plain: PostgresServer;
  beforeAll(async () => {
    [own, other] = [newCertificates(), newCertificates()];
    [server, plain] = await Promise.all([startPostgres({ certificates: own }), startPostgres()]);
  }, 30_000);
  afterAll(async () => {
    await Promise.all([server.remove(), plain.remove()]);
    own.remove();
    other.remove();
  });

  const url = (to: PostgresServer, query: Readonly<Record<string, string>>) =>
    `${to.url()}?${new URLSearchParams(query).toString()}`;

  /** What the server says of connections that read and that write. */
  async function connected(address: string) {
    const database = await openPostgres({ url: address });
    try {
      return [await database.read(ofConnection, []), await database.write(ofConnection, [])];
    } finally {
      await database.close();
    }
  }

  it('is trusted by its authority, and every connection is encrypted', async () => {
    const secure = url(server, { sslmode: 'verify-full', sslrootcert: own.file('ca.pem') });
    expect(await connected(secure)).toEqual([[{ ssl: true, client_dn: null }], [{ ssl: true, client_dn: null }]]);
  });

  it('knows a client by its certificate', async () => {
    const client = { sslcert: own.file('client.pem'), sslkey: own.file('client-key.pem') };
    const secure = url(server, { sslmode: 'verify-full', sslrootcert: own.file('ca.pem'), ...client });
    const known = [{ ssl: true, client_dn: '/CN=client' }];
    expect(await connected(secure)).toEqual([known, known]);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'of another authority',
      () => url(server, { sslmode: 'verify-full', sslrootcert: other.file('ca.pem') }),
      /certificate|signature/,
    ],
    ['without its authority', () => url(server, { sslmode: 'verify-full' }), /certificate/],
    [
      'that takes none',
      () => url(plain, { sslmode: 'verify-full', sslrootcert: own.file('ca.pem') }),
      /does not support SSL/,
    ],
    [
      'under a name that its certificate has not',
      () => url(server, { sslmode: 'verify-full', sslrootcert: own.file('ca.pem') }).replace('127.0.0.1', 'localhost'),
      /altnames|ALTNAME|Hostname/i,
    ],
  ])('is not trusted %s, and the line says why', async (_, address, why) => {
    const failure = await openPostgres({ url: address() }).then(
      async (database) => database.close().then(() => 'opened'),
      (error: Error) => error.message,
    );
    expect(failure).toMatch(/^DATABASE_URL: cannot open the database [^\n]+$/);
    expect(failure).toMatch(why);
  });
});
