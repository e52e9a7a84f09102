import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type FileName = 'ca.pem' | 'server.pem' | 'server-key.pem' | 'client.pem' | 'client-key.pem';

/** Files of an authority, of a server at 127.0.0.1, and of a client. */
export type Certificates = {
  file(name: FileName): string;
  read(name: FileName): string;
  remove(): void;
};

/** Makes new certificates with openssl. */
export function newCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-engine-certificates-'));
  const openssl = (...words: readonly string[]): unknown =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=authority', '-days', '2');
  for (const name of ['server', 'client']) {
    openssl(
      ...['req', '-x509', ...key, '-keyout', `${name}-key.pem`, '-out', `${name}.pem`, '-subj', `/CN=${name}`],
      ...['-days', '2', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    );
  }
  return {
    file: (name) => join(folder, name),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
