import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '@affinity-engine/adapter-knex/testing';
import { clientFor, eventually, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { startNats } from '@affinity-engine/test-servers';
import { progress, report, type Row } from '@affinity-engine/tool-bench/report';
import { connect } from 'nats';
import { cpf, holderOf, itemOf, answersOf, canaries } from './canaries.js';

const at = '2026-01-15T12:00:00Z';
const unlimited = { QUOTATION_PER_MINUTE: '1000000', QUOTATION_PER_DAY: '1000000', STRANGERS_PER_SECOND: '1000000' };

/** What is said of a person is in no log, figure, error or message between processes; after an erasure it is nowhere. */
export async function proveTraces(): Promise<boolean> {
  const nats = await startNats();
  const listener = await connect({ servers: nats.url });
  let said = '';
  const listening = (async () => {
    for await (const { subject, data } of listener.subscribe('>'))
      said += `${subject} ${Buffer.from(data).toString('utf8')}\n`;
  })();
  const env = { SANDBOX_CLOCK: at, NATS_URL: nats.url, LOG_LEVEL: 'trace', WEBHOOK_EXCERPTS: 'on', ...unlimited };
  const engine = await startEngine({ built: true, env });
  const errors = await lifeOf(engine);
  const figures = await (await fetch(`${engine.baseUrl}/metrics`)).text();
  const places: Record<string, string> = {
    'the log': engine.stderr() + engine.stdout(),
    figures,
    errors: errors.join('\n'),
    'messages between processes': said,
    'the database before an erasure': await filesOf(engine.dataDir),
  };
  const rows: Row[] = [
    { figure: 'canaries', value: canaries.length, unit: '' },
    { figure: 'refusals caused with them', value: errors.length, unit: '' },
    ...Object.entries(places).map(([place, text]) => foundRow(`found in ${place}`, text)),
  ];
  await erase(engine);
  rows.push(foundRow('found in database, its log and documents after it', await filesOf(engine.dataDir)));
  rows.push(foundRow('found in a backup taken since', await backupOf(engine)));
  // The checker sees what is there: a group is called after a canary, and a text has one.
  const seen = [foundIn(await planted(engine)), foundIn(`${engine.stderr()} ${canaries[0] ?? ''}`)].every(
    (each) => each.length > 0,
  );
  rows.push({ figure: 'planted traces noticed', value: seen ? 2 : 0, unit: '', target: '2', pass: seen });
  await listener.close();
  await listening;
  await nats.stop();
  return report('traces', rows);
}

const foundIn = (text: string): readonly string[] => canaries.filter((canary) => text.includes(canary));

function foundRow(figure: string, text: string): Row {
  const found = foundIn(text);
  if (found.length > 0) console.log(`${figure}: ${found.join(', ')}`);
  return { figure, value: found.length, unit: 'canaries', target: 'none', pass: found.length === 0 };
}

/** Sales, changes and refusals with canaries in every field. @returns the answers of the refusals */
async function lifeOf(engine: Engine): Promise<readonly string[]> {
  const [partner, admin, public_] = [clientFor(engine, 'partner'), clientFor(engine, 'admin'), clientFor(engine, null)];
  const errors: string[] = [];
  const refused = (answer: { readonly status: number; readonly bytes: Buffer }) => {
    if (answer.status >= 400) errors.push(answer.bytes.toString('utf8'));
  };
  const contract = async (product: 'personal-life' | 'auto', fields: Readonly<Record<string, unknown>>) => {
    const { body } = await partner.post<{ readonly id: string }>('/v1/affinity/request', { product_id: product });
    return partner.post<{ readonly id: string; readonly attachments?: readonly { readonly url: string }[] }>(
      '/v1/affinity',
      {
        affinity_request_id: body.id,
        lifetime_start: '2026-02-01',
        lifetime_end: '2027-01-31',
        ...fields,
      },
    );
  };
  const life = await contract('personal-life', { plan_id: 'essential', affinity_holder: holderOf() });
  if (life.status !== 200) throw new Error(`a contract was answered with ${life.status}: ${life.bytes.toString()}`);
  const auto = await contract('auto', { affinity_holder: holderOf(), item: itemOf() });
  if (auto.status !== 200) throw new Error(`a contract was answered with ${auto.status}: ${auto.bytes.toString()}`);
  for (const { url } of life.body.attachments ?? []) await fetch(url);
  progress('each field of the holder, refused');
  for (const name of Object.keys(holderOf())) {
    refused(
      await contract('personal-life', {
        plan_id: 'essential',
        affinity_holder: { ...holderOf(), [name]: { wrong: canaries } },
      }),
    );
    refused(
      await contract('personal-life', {
        plan_id: 'essential',
        affinity_holder: { ...holderOf(), [`${name}_`]: canaries[0] },
      }),
    );
  }
  refused(
    await partner.post(`/v1/affinity/${life.body.id}/cancel`, { reason: 1, description: canaries[0], more: canaries }),
  );
  const key = { 'ocp-apim-subscription-key': engine.credentials.quotation.subscriptionKey };
  const quote = (answers: readonly object[]) =>
    public_.post(
      '/v1/quotation/contracting',
      { registerNumber: '100000', operationCode: 'MEDICAL-CIVIL-LIABILITY-PARTNER', answers },
      { headers: key },
    );
  const quoted = await quote(answersOf());
  if (quoted.status !== 200)
    throw new Error(`a quotation was answered with ${quoted.status}: ${quoted.bytes.toString()}`);
  for (const { code } of answersOf()) {
    refused(await quote(answersOf().map((each) => (each.code === code ? { code, answer: [canaries] } : each))));
  }
  await waitUntilFound(admin);
  return errors;
}

type Search = { readonly items: readonly object[]; readonly not_yet_found: number };
type Erasure = { readonly digest: string; readonly erased: readonly object[] };
const path = '/ops/v1/data-subjects';

const waitUntilFound = (admin: Client): Promise<number> =>
  eventually(
    async () => {
      const { body } = await admin.post<Search>(`${path}/search`, { cpf });
      if (body.not_yet_found > 0 || body.items.length < 3) throw new Error('Not all records are found yet.');
      return body.items.length;
    },
    { deadline: 30_000 },
  );

async function erase(engine: Engine): Promise<void> {
  const admin = clientFor(engine, 'admin');
  const { body } = await admin.post<Erasure>(`${path}/erasure-preview`, { cpf });
  const { status } = await admin.post(`${path}/erase`, { cpf, digest: body.digest });
  if (status !== 200 || body.erased.length < 3)
    throw new Error(`an erasure of ${body.erased.length} was answered with ${status}`);
}

/** Every byte below a folder but credentials. */
async function filesOf(folder: string): Promise<string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name)).toString('latin1')).join('\n');
}

async function backupOf({ dataDir }: Engine): Promise<string> {
  const database = await openSqlite(join(dataDir, 'affinity-engine.sqlite'));
  const backup = join(dataDir, 'backup.sqlite');
  await database.write('vacuum into ?', [backup]);
  await database.close();
  return readFileSync(backup).toString('latin1');
}

/** An affinity group whose name is a canary: names of groups are clear. */
async function planted(engine: Engine): Promise<string> {
  const attributes = { affinityGroupType: { code: 'Open' }, name: canaries[0] };
  await clientFor(engine, 'admin').post('/admin/v1/affinity-groups', { data: { attributes } });
  return filesOf(engine.dataDir);
}
