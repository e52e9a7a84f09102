import { benchAgencyNumbers } from './agency-numbers.js';
import { benchConsole } from './console.js';
import { benchCreate } from './create.js';
import { benchCreateOnPostgres } from './create-postgres.js';
import { benchDispatch } from './dispatch/dispatch.js';
import { benchDispatchEndpoints } from './dispatch/endpoints.js';
import { benchGroups } from './groups.js';
import { benchLatency } from './latency.js';
import { benchList } from './list.js';
import { benchPremium } from './premium.js';
import { benchProposal } from './proposal.js';
import { benchStart } from './start.js';

const benches: Readonly<Record<string, { readonly measures: string; readonly run: () => Promise<boolean> }>> = {
  console: {
    measures: 'time until a list is seen in a browser, cold on a slow processor, and warm',
    run: benchConsole,
  },
  create: { measures: 'acknowledged creations per second over HTTP with 64 callers', run: benchCreate },
  'create-postgres': {
    measures: 'acknowledged creations per second of two API processes on PostgreSQL',
    run: benchCreateOnPostgres,
  },
  dispatch: {
    measures: 'delivery of webhooks against BullMQ, pg-boss, graphile-worker and a bare loop',
    run: benchDispatch,
  },
  'dispatch-endpoints': {
    measures: 'delivery with up to 100,000 endpoints, with dammed ones, idle, and after a restart',
    run: benchDispatchEndpoints,
  },
  latency: { measures: 'from the answer to a contract until the first byte of its webhook', run: benchLatency },
  list: { measures: 'a page far down a list of a million affinities against the second page', run: benchList },
  groups: { measures: 'the last page of 100,000 affinity groups against the first', run: benchGroups },
  'agency-numbers': {
    measures: 'one registration of 10,000 agency numbers against a hundred of 100',
    run: benchAgencyNumbers,
  },
  premium: { measures: 'full offers of 22 installments against decimal.js and luxon', run: benchPremium },
  proposal: { measures: 'proposals per second over HTTP with 64 callers', run: benchProposal },
  start: { measures: 'time until the engine serves, memory after 100,000 creations', run: benchStart },
};

const name = process.argv[2];
const bench = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.log('Usage: npm run bench -- NAME\n');
  for (const [each, { measures }] of Object.entries(benches)) console.log(`  ${each.padEnd(15)} ${measures}`);
  process.exitCode = name === undefined || name === '--help' ? 0 : 2;
} else {
  process.exitCode = (await bench.run()) ? 0 : 1;
}
