import type { components } from '@affinity-engine/client';
import type { Command } from 'commander';
import { assertMayWrite, commonOf, keyOf, operatorIn, type Common } from './connections.js';
import { firstOf, whole } from './numbers.js';
import { printOne, printRows, type Column, type Terminal } from './terminal.js';

type Partner = components['schemas']['Partner'];

const columns: readonly Column<Partner>[] = [
  ['id', ({ id }) => id],
  ['cnpj', ({ cnpj }) => cnpj],
  ['products', ({ product_ids }) => product_ids.join(', ')],
  ['name', ({ name }) => name],
];

type New = Common & {
  readonly name: string;
  readonly legalName: string;
  readonly cnpj: string;
  readonly email: string;
  readonly phone: string;
  readonly product: readonly string[];
};

export function partnersCommand(program: Command, terminal: Terminal): Command {
  const partners = program.command('partners').description('the organisations that distribute cover');
  partners
    .command('list')
    .description('all partners')
    .option('--limit <count>', 'how many', whole('--limit'), 1_000)
    .action(async (_, command: Command) => {
      const options = commonOf<Common & { readonly limit: number }>(command);
      const { client } = operatorIn(terminal, options);
      const found = await firstOf(client.items('/ops/v1/partners', { query: { rows: 100 } }), options.limit);
      printRows(terminal, options, found, columns);
    });
  partners
    .command('create')
    .description('register one')
    .requiredOption('--name <name>', 'what people read')
    .requiredOption('--legal-name <name>', 'the name it is registered under')
    .requiredOption('--cnpj <cnpj>', 'with or without punctuation')
    .requiredOption('--email <address>', 'where it is written to')
    .requiredOption('--phone <number>', 'where it is called')
    .requiredOption('--product <id...>', 'what it sells')
    .option('--key <key>', 'the Idempotency-Key of a try whose answer was lost')
    .option('--live', 'also where it is no sandbox')
    .action(async (_, command: Command) => {
      const options = commonOf<New>(command);
      const operator = operatorIn(terminal, options);
      assertMayWrite(operator.profile, options);
      const { name, legalName, cnpj, email, phone, product } = options;
      const body = { name, legal_name: legalName, cnpj, email, phone, product_ids: [...product] };
      printOne(terminal, options, await operator.client.post('/ops/v1/partners', { body, ...keyOf(options) }));
    });
  return partners;
}
