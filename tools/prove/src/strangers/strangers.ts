import { builtApi, startMeasured } from '@affinity-engine/tool-bench/engine';
import { tokenOf } from '@affinity-engine/tool-bench/partner';
import { percentile, progress, report, type Row } from '@affinity-engine/tool-bench/report';
import { watchMemory } from '../memory.js';
import { startOthers } from '../others.js';
import { attacks, type Attack } from './attacks.js';

const secondsEach = 12;
const mostMegabytes = 400;
const mostMs = 100;

/** What strangers without a token can do to memory and to others. */
export async function proveStrangers(): Promise<boolean> {
  const only = process.env['PROVE_ATTACKS'];
  const rows: Row[] = [];
  for (const [name, attack] of Object.entries(attacks)) {
    if (only !== undefined && !name.includes(only)) continue;
    rows.push(...(await underAttack(name, attack)));
  }
  return report('strangers', rows);
}

async function underAttack(name: string, attack: Attack): Promise<readonly Row[]> {
  const server = await startMeasured(builtApi);
  const baseUrl = `http://${server.target.host}:${server.target.port}`;
  const others = startOthers(baseUrl, await tokenOf(server), 40);
  const memory = watchMemory(server);
  try {
    await warmedUp(baseUrl);
    others.begin();
    await attack(server.target, Date.now() + secondsEach * 1_000);
    const { latencies, failures } = await others.figures();
    const [p99, most] = [percentile(latencies, 0.99), memory.mostMegabytes()];
    const failed = Object.values(failures).reduce((sum, each) => sum + each, 0);
    if (failed > 0) console.log(`${name}: others got ${JSON.stringify(failures)}`);
    progress(`${name}: ${Math.round(most)} MB, p99 of ${latencies.length} others ${Math.round(p99)} ms`);
    return [
      {
        figure: `${name}: memory`,
        value: most,
        unit: 'MB',
        target: `<= ${mostMegabytes}`,
        pass: most <= mostMegabytes,
      },
      { figure: `${name}: p99 of others`, value: p99, unit: 'ms', target: `<= ${mostMs}`, pass: p99 <= mostMs },
      { figure: `${name}: failed requests of others`, value: failed, unit: '', target: 'none', pass: failed === 0 },
    ];
  } finally {
    memory.stop();
    others.stop();
    await server.stop();
  }
}

/** Documents are made at their first request, which takes a moment. */
async function warmedUp(baseUrl: string): Promise<void> {
  for (const path of ['/openapi.json', '/docs/assets/swagger-ui-bundle.js', '/metrics']) {
    await (await fetch(`${baseUrl}${path}`)).arrayBuffer();
  }
}
