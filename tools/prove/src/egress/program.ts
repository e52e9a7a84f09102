import { creatorFor } from '@affinity-engine/test-faults';
import { clientFor, eventually, releaseAll, startEngine, type Engine } from '@affinity-engine/test-harness';
import { progress, report, type Row } from '@affinity-engine/tool-bench/report';
import { sendCarelessly } from './careless.js';
import { startEars, type Ears } from './ears.js';
import { afterTries, open, pinged, refusedWhenStored, tryAgain, type Seen } from './endpoints.js';
import { startNameServer } from './name-server.js';
import { control, moments, scenicAnswers, scenicReplies } from './scenes.js';
import { isLoopback, spellings, type Spelling } from './spellings.js';

/*
 * The proof itself. With the word `apart` it runs in a network of its own, where every address leads back to this machine and
 * every name is asked of it. Else on loopback: there only loopback addresses are called, and nothing is said of names.
 */

const isApart = process.argv[2] === 'apart';
const scenes = Object.entries(moments).filter(([, { needsNetwork }]) => isApart || !needsNetwork);
const called: readonly Spelling[] = isApart ? spellings : spellings.filter(isLoopback);

const must = (figure: string, value: number, target: string, pass: boolean): Row => ({
  figure,
  value,
  unit: '',
  target,
  pass,
});
const none = (figure: string, found: readonly string[]): Row => {
  for (const each of found.slice(0, 5)) console.log(`${figure}: ${each}`);
  return must(figure, found.length, 'none', found.length === 0);
};
const heardBy = (ears: Ears): readonly string[] =>
  [...ears.forbidden()].flatMap(([address, times]) => Array<string>(times).fill(address));

async function prove(ears: Ears): Promise<readonly Row[]> {
  const heard = await audible(ears);
  const careless = await noticedWithCareless(ears, heard);
  const engine = await startEngine({
    built: true,
    env: {
      WEBHOOK_ALLOW_PRIVATE: 'true',
      WEBHOOK_TIMEOUT_SECONDS: '10',
      // Four tries, and then silence while they are looked at.
      WEBHOOK_BACKOFF_SECONDS: '0.5,0.5,0.5,3600',
      // Which address is reached is proved here, not whom a certificate names.
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      LOG_LEVEL: 'error',
    },
  });
  try {
    progress(`${scenes.length} kinds of scenes with ${called.length} spellings each`);
    const endpoints = await open(engine, scenes, called, ears.ports.https);
    const url = `https://${control}/control`;
    const input = { partner_id: engine.credentials.partner.id, url };
    if (isApart) await clientFor(engine, 'admin').post('/ops/v1/webhook-endpoints', input);
    await engine.restart({ WEBHOOK_ALLOW_PRIVATE: 'false' });
    const stored = await refusedWhenStored(engine, spellings, ears.ports.https);
    progress('an event for each endpoint');
    await oneEvent(engine);
    const seen = await afterTries(engine, endpoints, 4);
    const pings = await pinged(engine, endpoints);
    await engine.stop();
    const connected = heardBy(ears);
    const delivered = ears.called('/control');
    progress('the same, with private addresses allowed');
    await engine.restart({ WEBHOOK_ALLOW_PRIVATE: 'true' });
    await tryAgain(engine, endpoints);
    const enough = heard.size / 2; // some, as those of metadata, are never called
    const planted = await eventually(
      () => {
        if (ears.forbidden().size < enough) throw new Error('too little is heard');
        return ears.forbidden().size;
      },
      { deadline: 60_000 },
    ).catch(() => ears.forbidden().size);
    return [
      must('spellings', spellings.length, '>= 60', spellings.length >= 60),
      { figure: 'addresses of theirs', value: new Set(spellings.map(({ address }) => address)).size, unit: '' },
      { figure: 'of them, where this machine lets a listener hear', value: heard.size, unit: '' },
      none('stored, created or changed: not refused as a url', stored),
      ...scenes.flatMap(([name, { logged }]) =>
        rowsOf(
          name,
          logged,
          seen.filter(({ moment }) => moment === name),
        ),
      ),
      none('test requests: answered as something else', wrongOf(pings)),
      none('connections to forbidden addresses', connected),
      ...(isApart ? [must('control: delivered at a public address', delivered, '1', delivered === 1)] : []),
      must('planted: private addresses allowed, addresses connected to', planted, `>= ${enough}`, planted >= enough),
      ...careless,
    ];
  } finally {
    await engine.kill();
  }
}

async function oneEvent(engine: Engine): Promise<void> {
  const creator = await creatorFor(engine);
  if ((await creator.create()) === null) throw new Error('a creation was not acknowledged');
  await creator.close();
}

const isKnown = (logged: readonly RegExp[], text: string): boolean => logged.some((each) => each.test(text));

/** What is in the log that may not be there. */
const wrongOf = (seen: readonly Seen[]): readonly string[] =>
  seen.flatMap(({ url, moment, texts }) => {
    const logged = scenes.find(([name]) => name === moment)?.[1].logged ?? [];
    return texts.filter((text) => !isKnown(logged, text)).map((text) => `${url}: ${text}`);
  });

function rowsOf(name: string, logged: readonly RegExp[], seen: readonly Seen[]): readonly Row[] {
  const missing = seen.flatMap(({ url, texts }) =>
    logged.filter((each) => !texts.some((text) => each.test(text))).map((each) => `${url}: never ${each}`),
  );
  return [
    must(`${name}: endpoints`, seen.length, '> 0', seen.length > 0),
    { figure: `${name}: attempts`, value: seen.reduce((sum, { texts }) => sum + texts.length, 0), unit: '' },
    none(`${name}: logged as something else`, [...wrongOf(seen), ...missing]),
  ];
}

/** The addresses at which a connection would be heard, tried by connecting. */
async function audible(ears: Ears): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { address } of called) if (!found.has(address) && (await ears.hears(address))) found.add(address);
  ears.forget();
  return found;
}

/** The scenes of names and redirects are noticed: a careless sender is heard in each one that leads to a listener. */
async function noticedWithCareless(ears: Ears, heard: ReadonlySet<string>): Promise<readonly Row[]> {
  if (!isApart) return [];
  progress('a careless sender in the same scenes');
  const rows: Row[] = [];
  for (const name of ['resolved to it from the second time on', 'redirected to it'] as const) {
    let [expected, noticed] = [0, 0];
    for (const [index, spelling] of spellings.entries()) {
      if (!heard.has(spelling.address) || !URL.canParse(`https://${spelling.host}/`)) continue;
      ears.forget();
      await sendCarelessly(new URL(moments[name].url(spelling, index, ears.ports.https)));
      expected += 1;
      if (heardBy(ears).length > 0) noticed += 1;
      else console.log(`${name}: the careless sender was not heard at ${spelling.host}`);
    }
    rows.push(
      must(`planted: a careless sender, ${name}: noticed`, noticed, `${expected}`, noticed === expected && noticed > 0),
    );
  }
  ears.forget();
  return rows;
}

const ears: Ears = await startEars(isApart ? { https: 443, http: 80 } : { https: 0, http: 0 }, scenicReplies());
const names = isApart ? await startNameServer(scenicAnswers()) : null;
const rows = await prove(ears);
names?.close();
ears.close();
await releaseAll();
const place: Row = must(
  isApart ? 'kinds of scenes, in a network of its own' : 'kinds of scenes, ON LOOPBACK ONLY: no names, no redirects',
  scenes.length,
  `${Object.keys(moments).length}`,
  isApart,
);
process.exit(report('egress', [place, ...rows]) ? 0 : 1);
