import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { commonOf, operatorIn, type Common } from './connections.js';
import { printOne, type Terminal } from './terminal.js';

export function clockCommand(program: Command, terminal: Terminal): Command {
  const clock = program.command('clock').description('the business time of a sandbox');
  clock
    .command('get')
    .description('what time it is, and where the clock is going')
    .action(async (_, command: Command) => {
      const options = commonOf<Common>(command);
      printOne(terminal, options, await operatorIn(terminal, options).client.get('/ops/v1/clock'));
    });
  clock
    .command('advance')
    .description('move it on; what is due on the way happens at its own time. It never goes back')
    .argument('<to>', 'a moment, for example 2027-12-01T12:00:00Z')
    .option('--no-wait', 'do not wait until it is there')
    .action(async (to: string, _, command: Command) => {
      const options = commonOf<Common & { readonly wait: boolean }>(command);
      const { client } = operatorIn(terminal, options);
      let now = await client.post('/ops/v1/clock/advance', { body: { to } });
      while (options.wait && now.status === 'advancing') {
        await pause(200, undefined, { signal: terminal.signal });
        now = await client.get('/ops/v1/clock');
      }
      printOne(terminal, options, now);
    });
  return clock;
}
