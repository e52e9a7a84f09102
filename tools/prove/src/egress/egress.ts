import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A network without a way out: every address is this machine, and so is the name server. */
const ownNetwork = `set -e
mount --bind "$1" /etc/resolv.conf
ip link set lo up
ip route add local 0.0.0.0/0 dev lo
ip -6 route add local ::/0 dev lo
shift
exec "$@"`;

/** The dispatcher sends nothing to an address that is not a public unicast one. */
export async function proveEgress(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-prove-egress-'));
  const nameServers = join(folder, 'resolv.conf');
  writeFileSync(nameServers, 'nameserver 127.0.0.1\noptions timeout:1 attempts:2\n');
  const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const apart = ['unshare', ...user, '--net', '--mount', 'sh', '-c', ownNetwork, 'sh', nameServers];
  const isApart = spawnSync(apart[0] ?? '', [...apart.slice(1), 'true']).status === 0;
  if (!isApart) console.warn('WARNING: no network of its own (unshare, ip): names and redirects are not proved.');
  const command = [...(isApart ? apart : []), process.execPath, join(import.meta.dirname, 'program.js')];
  try {
    const [file = '', ...args] = [...command, isApart ? 'apart' : 'loopback'];
    const [code] = (await once(spawn(file, args, { stdio: 'inherit' }), 'exit')) as [number | null];
    return code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
