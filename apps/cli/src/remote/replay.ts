import type { components } from '@affinity-engine/client';
import type { Command } from 'commander';
import { UsageError } from '../options.js';
import { assertMayWrite, commonOf, endpointOf, keyOf, partnerIn, type Common } from './connections.js';
import { whole } from './numbers.js';
import { printOne, type Terminal } from './terminal.js';

type Options = Common & {
  readonly endpoint?: string;
  readonly event?: string;
  readonly from?: number;
  readonly to?: number;
  readonly since?: string;
  readonly until?: string;
  readonly dryRun?: boolean;
};

export const replayCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('replay')
    .description('send events of an endpoint again: one, a range, or what happened in a span of time')
    .option('--endpoint <id>', 'by default the only one')
    .option('--event <id>', 'one event')
    .option('--from <sequence>', 'a range, from this one', whole('--from'))
    .option('--to <sequence>', 'to this one, itself included', whole('--to'))
    .option('--since <moment>', 'what happened from this moment on')
    .option('--until <moment>', 'and before this one')
    .option('--dry-run', 'only say which')
    .option('--key <key>', 'the Idempotency-Key of a try whose answer was lost')
    .option('--live', 'also where it is no sandbox')
    .action(async (_, command: Command) => {
      const options = commonOf<Options>(command);
      const partner = partnerIn(terminal, options);
      if (options.dryRun !== true) assertMayWrite(partner.profile, options);
      const body = inputOf(options);
      const path = { endpoint_id: await endpointOf(partner, options.endpoint) };
      const call = { path, body, ...keyOf(options) };
      printOne(terminal, options, await partner.client.post('/v1/webhooks/endpoints/{endpoint_id}/replay', call));
    });

/** @throws UsageError unless it is just one of the three */
function inputOf({ event, from, to, since, until, dryRun = false }: Options): components['schemas']['ReplayInput'] {
  const forms: (components['schemas']['ReplayInput'] | null)[] = [
    event === undefined ? null : { event_id: event },
    from === undefined || to === undefined ? null : { from, to },
    since === undefined || until === undefined ? null : { from_time: since, to_time: until },
  ];
  const [form, other] = forms.filter((each) => each !== null);
  const given = [event, from ?? to, since ?? until].filter((each) => each !== undefined).length;
  if (form === undefined || other !== undefined || given > 1) {
    throw new UsageError('expected --event, or --from and --to, or --since and --until');
  }
  return { ...form, dry_run: dryRun };
}
