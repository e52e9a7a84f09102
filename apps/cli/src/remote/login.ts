import { readFileSync } from 'node:fs';
import { NoAnswerError, operatorClient, RefusedError } from '@affinity-engine/client';
import type { Command } from 'commander';
import { UsageError } from '../options.js';
import { profilesFile, saveProfile } from './profiles.js';
import { printOne, type Shown, type Terminal } from './terminal.js';

type Options = Shown & {
  readonly url: string;
  readonly clientId: string;
  readonly secretFile?: string;
  readonly name?: string;
  readonly sandbox?: true;
};

export const loginCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('login')
    .description('keep the credentials of a client in a file that only you may read; the secret is read from stdin')
    .requiredOption('--url <url>', 'of the engine')
    .requiredOption('--client-id <id>', 'of the client')
    .option('--secret-file <file>', 'a file with the secret, instead of stdin')
    .option('--name <name>', 'of the profile, by default the role of the client')
    .option('--sandbox', 'it is a sandbox; known by itself on this machine, and for operators')
    .action(async (_, command: Command) => login(command.optsWithGlobals<Options>(), terminal));

async function login(options: Options, terminal: Terminal): Promise<void> {
  const baseUrl = urlIn(options.url);
  const secret = options.secretFile === undefined ? await terminal.input() : secretIn(options.secretFile);
  const clientSecret = secret?.trim() ?? '';
  if (clientSecret === '') throw new UsageError('the secret: expected on stdin, or in a file that --secret-file names');
  const credentials = { baseUrl, clientId: options.clientId, clientSecret };
  const role = await roleOf(credentials, terminal.signal);
  const sandbox = options.sandbox === true || isHere(baseUrl) || (await isSandbox(credentials, role));
  const name = options.name ?? role;
  saveProfile(terminal, name, { ...credentials, role, sandbox });
  printOne(terminal, options, { profile: name, role, sandbox, file: profilesFile(terminal) });
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--secret-file: expected a file that can be read, not ${file}`);
  }
}

function urlIn(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isHere(text)));
  if (!isSafe || `${url.username}${url.password}${url.search}${url.hash}` !== '') {
    throw new UsageError('--url: expected https://host, or http on this machine');
  }
  return text.replace(/\/$/, '');
}

const isHere = (url: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);

type Credentials = { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };

/** The role is the scope of the token: that call is made here, since clients keep their tokens to themselves. */
async function roleOf({ baseUrl, clientId, clientSecret }: Credentials, signal: AbortSignal): Promise<string> {
  const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  try {
    const answer = await fetch(`${baseUrl}/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
    });
    const token = (await answer.json()) as { readonly scope?: string };
    if (answer.ok && token.scope !== undefined) return token.scope;
    throw new RefusedError(answer.status, answer.headers, token, Date.now());
  } catch (failure) {
    throw failure instanceof RefusedError ? failure : new NoAnswerError('POST /oauth2/token', null, failure);
  }
}

async function isSandbox(credentials: Credentials, role: string): Promise<boolean> {
  if (role !== 'admin') return false;
  return (await operatorClient(credentials).get('/ops/v1/clock')).mode === 'sandbox';
}
