import { readFileSync } from 'node:fs';
import { RefusedError } from '@affinity-engine/client';
import { agencyFile } from '@affinity-engine/client/agency-file';
import type { Command } from 'commander';
import { UsageError } from '../options.js';
import { agencySets, lineSentence, withLine } from './agency-sets.js';
import { agencyIn, assertMayWrite, commonOf, keyOf, type Common } from './connections.js';
import { Faulty } from './failures.js';
import { printOne, type Terminal } from './terminal.js';

type Options = Common & { readonly broker?: string; readonly account?: string; readonly dryRun?: true };

export function agencyCommand(program: Command, terminal: Terminal): Command {
  const agency = program.command('agency').description('agency numbers of a broker or an account');
  agency
    .command('import')
    .description('register the numbers of a CSV file, all or none; every faulty line is listed at once')
    .argument('<file>', 'with the names of the fields in its first line')
    .option('--broker <id>', 'whose numbers they are: what X-Broker-Token names')
    .option('--account <id>', 'or those of the account: what X-Account-Token names')
    .option('--dry-run', 'only check the file; what the engine alone knows is checked by the import')
    .option('--key <key>', 'the Idempotency-Key of a try whose answer was lost')
    .option('--live', 'also where it is no sandbox')
    .action(async (file: string, _, command: Command) => {
      const options = commonOf<Options>(command);
      const { numbers, problems } = agencyFile(textOf(file));
      if (problems.length > 0) throw new Faulty(problems.map(lineSentence));
      const read = agencySets(numbers);
      const counted = { numbers: numbers.length, insurers: read.sets.length };
      if (options.dryRun === true) return printOne(terminal, options, { ...counted, dry_run: true });
      const { profile, client } = agencyIn(terminal, options, options);
      assertMayWrite(profile, options);
      const body = { agencyNumberSets: [...read.sets] };
      const { status } = await client
        .post('/api/ipn/agency-numbers', { body, ...keyOf(options) })
        .catch((failure: unknown) => {
          if (!(failure instanceof RefusedError) || failure.problems.length === 0) throw failure;
          throw new Faulty(
            failure.problems.map(({ path, expected }) => `${withLine(path, read)}: expected ${expected}`),
          );
        });
      printOne(terminal, options, { ...counted, status });
    });
  return agency;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file}: expected a file that can be read`);
  }
}
