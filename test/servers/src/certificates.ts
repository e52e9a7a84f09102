import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Holder = 'server' | 'client' | 'expired' | 'elsewhere';
type FileName = 'ca.pem' | `${Holder}.pem` | `${Holder}-key.pem`;

/**
 * Files of an authority, of a server at 127.0.0.1, and of a client; and for those who are not to be trusted: one whose
 * certificate has expired, and one at another host.
 */
export type Certificates = {
  file(name: FileName): string;
  read(name: FileName): string;
  remove(): void;
};

const holders: Readonly<Record<Holder, { readonly at: string; readonly days: string }>> = {
  server: { at: 'IP:127.0.0.1', days: '2' },
  client: { at: 'IP:127.0.0.1', days: '2' },
  expired: { at: 'IP:127.0.0.1', days: '-1' },
  elsewhere: { at: 'DNS:elsewhere.example', days: '2' },
};

/** Makes new certificates with openssl. */
export function newCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-engine-certificates-'));
  const openssl = (...words: readonly string[]): unknown =>
    execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=authority', '-days', '2');
  for (const [name, { at, days }] of Object.entries(holders)) {
    openssl(
      ...['req', '-new', ...key, '-keyout', `${name}-key.pem`, '-out', `${name}.csr`, '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=${at}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
    );
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, '-days', days, '-copy_extensions', 'copy'],
      ...['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial'],
    );
  }
  return {
    file: (name) => join(folder, name),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
