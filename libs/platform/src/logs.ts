import { pino, type Logger } from 'pino';
import { stderrDestination } from './log-destination.js';
import type { LogLevel } from './settings.js';

const hidden = [
  'secret',
  'client_secret',
  'authorization',
  'token',
  'holder',
  'affinity_holder',
  'item',
  'body',
  'cpf',
  'cnpj',
];

/** JSON lines on stderr. Lines never contain personal data or secrets. */
export function stderrLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: hidden, censor: '[redacted]' },
      serializers: { err: errorOf },
    },
    stderrDestination(),
  );
}

/** Messages of the database driver contain bound values: only parts without values are logged. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error).slice(0, 200) };
  const code = 'code' in error ? String(error.code) : undefined;
  const message = code?.startsWith('SQLITE') ? (error.message.split(' - ').at(-1) ?? '') : error.message;
  return { name: error.name, code, message: message.slice(0, 300), stack: framesOf(error) };
}

const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((frame) => /^\s+at /.test(frame))
    .slice(0, 8)
    .join('\n');
