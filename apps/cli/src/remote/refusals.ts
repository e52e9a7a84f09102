import type { components } from '@affinity-engine/client';
import type { Command } from 'commander';
import { commonOf, operatorIn, partnerIn, type Common } from './connections.js';
import { firstOf, whole } from './numbers.js';
import { profileFor } from './profiles.js';
import { printOne, printRows, type Column, type Terminal } from './terminal.js';

type Refusal = components['schemas']['Refusal'];
type Options = Common & {
  readonly code?: string;
  readonly operation?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
};

const columns: readonly Column<Refusal>[] = [
  ['at', ({ at }) => at],
  ['code', ({ code }) => code],
  ['call', ({ operation }) => operation],
  ['reference', ({ reference }) => reference],
  [
    'what',
    ({ faults, sentence }) => faults.map(({ path, expected }) => `${path}: expected ${expected}`)[0] ?? sentence,
  ],
];

export const refusalsCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('refusals')
    .description('why calls were refused, the newest first: a partner its own, an operator all')
    .argument('[reference]', 'one of them, by the request-id of its answer')
    .option('--code <code>', 'with this code')
    .option('--operation <name>', 'of this call')
    .option('--from <moment>', 'from this moment on')
    .option('--to <moment>', 'before this one')
    .option('--limit <count>', 'how many', whole('--limit'), 20)
    .action(async (reference: string | undefined, _, command: Command) => {
      const options = commonOf<Options>(command);
      const isOperator = profileFor(terminal, options.profile, ['admin', 'partner']).role === 'admin';
      const { code, operation, from, to, limit } = options;
      const query = { code, operation, from, to, rows: Math.min(limit, 100) };
      if (reference !== undefined) {
        const path = { reference };
        const found = isOperator
          ? await operatorIn(terminal, options).client.get('/ops/v1/refusals/{reference}', { path })
          : await partnerIn(terminal, options).client.get('/v1/refusals/{reference}', { path });
        return printOne(terminal, options, found);
      }
      const items = isOperator
        ? operatorIn(terminal, options).client.items('/ops/v1/refusals', { query })
        : partnerIn(terminal, options).client.items('/v1/refusals', { query });
      printRows(terminal, options, await firstOf(items, limit), columns);
    });
