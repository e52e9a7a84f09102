import { benchCreate } from './create.js';

const benches: Readonly<Record<string, { readonly measures: string; readonly run: () => Promise<boolean> }>> = {
  create: { measures: 'acknowledged creations per second over HTTP with 64 callers', run: benchCreate },
};

const name = process.argv[2];
const bench = name === undefined ? undefined : benches[name];
if (bench === undefined) {
  console.log('Usage: npm run bench -- NAME\n');
  for (const [each, { measures }] of Object.entries(benches)) console.log(`  ${each.padEnd(10)} ${measures}`);
  process.exitCode = name === undefined || name === '--help' ? 0 : 2;
} else {
  process.exitCode = (await bench.run()) ? 0 : 1;
}
