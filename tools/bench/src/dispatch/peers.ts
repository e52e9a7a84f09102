import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../engine.js';
import { progress } from '../report.js';
import type { SenderProgram } from './sender.js';
import { peerRound } from './planter.js';
import { signingKeys } from '@affinity-engine/adapter-delivery';

const run = promisify(execFile);
const folder = join(root, 'tools/bench/peers');
const lockFile = join(folder, 'package-lock.json');
const installed = join(folder, 'node_modules/.installed-lock');

/** Programs in the folder of peers. */
export type PeerName = 'raw' | 'bullmq' | 'pg-boss' | 'graphile-worker';

/** A round as files, which all peers read. */
export type PeerRound = {
  readonly endpoints: readonly string[];
  readonly eventsEach: number;
  readonly url: string;
  readonly file: string;
};

/** Installs the peers in their folder, which is no part of the workspace. At the first run, and where the lock changed. */
export async function installPeers(): Promise<void> {
  const lock = readFileSync(lockFile, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  progress('installing the peers');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  writeFileSync(installed, lock);
}

/** Writes a round into a folder. */
export function writeRound(to: string, endpoints: number, eventsEach: number, url: string): PeerRound {
  const file = join(to, `${endpoints}-endpoints-${eventsEach}-events.json`);
  writeFileSync(file, JSON.stringify(peerRound(endpoints, eventsEach)));
  return { endpoints: Array.from({ length: endpoints }, () => signingKeys()), eventsEach, url, file };
}

/** @param server where its server is: a port, or the address of a database */
export function peerProgram(name: PeerName, round: PeerRound, server: string | number): SenderProgram {
  const { endpoints, url, file } = round;
  return {
    args: [join(folder, `${name}.js`)],
    env: { DISPATCH_ROUND: JSON.stringify({ endpoints, url, deliveriesFile: file, server }) },
    ready: 'ready',
  };
}

/** Runs a peer's program to its end. */
export async function runPeer(
  { args, env }: SenderProgram,
  mode: 'plant',
  { empty = false }: { readonly empty?: boolean } = {},
): Promise<void> {
  await run(process.execPath, [...args, mode, ...(empty ? ['empty'] : [])], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    maxBuffer: 2 ** 26,
  });
}
