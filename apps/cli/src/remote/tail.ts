import { setTimeout as pause } from 'node:timers/promises';
import type { components } from '@affinity-engine/client';
import type { Command } from 'commander';
import { commonOf, operatorIn, partnerIn, untilAnswered, type Common } from './connections.js';
import { whole } from './numbers.js';
import { printLine, type Terminal } from './terminal.js';

type FeedEvent = components['schemas']['FeedEvent'];
type Options = Common & {
  readonly owner?: string;
  readonly after?: string;
  readonly lines: number;
  readonly follow: boolean;
};
/** The events after an id; undefined: from the oldest on. */
type ReadAfter = (after: string | undefined) => AsyncIterable<FeedEvent>;

const interval = 500;

export const tailCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('tail')
    .description('print the last events of a partner, and each new one as it happens')
    .option('--owner <id>', 'as an operator: the partner, or insurer:ID')
    .option('--after <id>', 'begin after this event; by default with the last ones')
    .option('--lines <count>', 'how many of the last ones', whole('--lines'), 10)
    .option('--no-follow', 'end with the newest event')
    .action(async (_, command: Command) => tail(commonOf<Options>(command), terminal));

async function tail(options: Options, terminal: Terminal): Promise<void> {
  const readAfter = reader(options, terminal);
  const print = (event: FeedEvent): void =>
    printLine(terminal, options, event, `${event.occurred_at} ${event.sequence} ${event.type} ${event.affinity_id}`);
  let last: string | undefined = options.after;
  const first: FeedEvent[] = [];
  for await (const event of readAfter(last)) {
    last = event.id;
    first.push(event);
    if (options.after === undefined && first.length > options.lines) first.shift();
  }
  first.forEach(print);
  try {
    while (options.follow) {
      await untilAnswered(terminal, async () => {
        for await (const event of readAfter(last)) {
          last = event.id;
          print(event);
        }
      });
      await pause(interval, undefined, { signal: terminal.signal });
    }
  } catch (failure) {
    if (!terminal.signal.aborted) throw failure;
    if (last !== undefined) terminal.err(`stopped; go on with --after ${last}\n`);
  }
}

function reader(options: Options, terminal: Terminal): ReadAfter {
  const { owner } = options;
  if (owner !== undefined) {
    const { client } = operatorIn(terminal, options);
    return (after) => client.items('/ops/v1/events', { query: { owner_id: owner, rows: 100, after } });
  }
  const { client } = partnerIn(terminal, options);
  return (after) => client.items('/v1/events', { query: { rows: 100, after } });
}
