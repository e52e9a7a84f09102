import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cnpjOf, eventually, startEngine, type Engine } from '@affinity-engine/test-harness';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { commandLine, type CommandLine } from './fixtures/command-line.js';

let engine: Engine;
let shell: CommandLine;
beforeAll(async () => {
  [engine, shell] = [await startEngine(), commandLine()];
  for (const role of ['admin', 'partner', 'account'] as const)
    expect(await shell.login(engine, role)).toMatchObject({ code: 0 });
}, 120_000);

describe('login', () => {
  it('keeps the secret, which is read from stdin, in a file that only its owner may read', async () => {
    writeFileSync(`${shell.profiles}.unfinished`, 'left over', { mode: 0o644 });
    expect(await shell.login(engine, 'admin')).toMatchObject({ code: 0 });
    expect(statSync(shell.profiles).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(readFileSync(shell.profiles, 'utf8')) as Record<string, object>;
    expect(kept).toMatchObject({
      admin: { role: 'admin', sandbox: true, baseUrl: engine.baseUrl },
      partner: { role: 'partner', ...credentialsOf(engine), listenSecret: expect.stringMatching(/^whsec_/) },
    });
  });

  it('refuses a wrong secret, an address where it would be read on the way, and no secret', async () => {
    const own = commandLine();
    const at = (url: string) => ['login', '--url', url, '--client-id', engine.credentials.admin.clientId];
    const file = own.file('secret', 'wrong');
    expect(await own.type(...at(engine.baseUrl), '--secret-file', file)).toMatchObject({
      code: 3,
      lines: [expect.stringMatching(/^CLIENT-INVALID: /), expect.stringMatching(/^request /)],
    });
    for (const url of ['http://engine.example', 'https://:word@engine.example', 'https://engine.example/#ops']) {
      expect([url, (await own.type(...at(url), '--secret-file', file)).code]).toEqual([url, 2]);
    }
    expect(await own.type(...at('http://127.0.0.1:9'), '--secret-file', file)).toMatchObject({ code: 4 });
    expect(await own.type(...at(engine.baseUrl), '--secret-file', 'nowhere')).toMatchObject({ code: 2 });
    expect(await own.type(...at(engine.baseUrl))).toMatchObject({
      code: 2,
      lines: [expect.stringMatching(/^the secret: /)],
    });
  });

  it('is asked for where there is no profile, and where others may read the file', async () => {
    const own = commandLine();
    expect(await own.type('partners', 'list')).toMatchObject({
      code: 2,
      lines: [expect.stringMatching(/affinity login/)],
    });
    await own.login(engine, 'admin');
    chmodSync(own.profiles, 0o644);
    expect(await own.type('partners', 'list')).toMatchObject({ code: 2, lines: [expect.stringMatching(/chmod 600/)] });
  });
});

const credentialsOf = ({ credentials }: Engine) => ({
  clientId: credentials.partner.clientId,
  clientSecret: credentials.partner.clientSecret,
});

const loja = (...more: readonly string[]) => [
  ...['partners', 'create', '--name', 'Loja Azul', '--legal-name', 'Loja Azul Ltda.', '--email', 'a@azul.example'],
  ...['--phone', '+55 11 4002-8922', '--product', 'bike', 'personal-life', '--cnpj', '19.131.243/0001-97', ...more],
];

describe('partners', () => {
  it('are made once for one key, and listed', async () => {
    const made = await shell.read<{ readonly id: string }>(...loja('--key', 'loja'));
    expect(await shell.read(...loja('--key', 'loja'))).toEqual(made);
    const all = await shell.read<readonly { readonly id: string }[]>('partners', 'list');
    expect(all.filter(({ id }) => id === made.id)).toHaveLength(1);
  });

  it('are not made where anything is wrong: all of it is said', async () => {
    const { code, lines } = await shell.type(...loja('--cnpj', '1', '--email', 'none'));
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(2);
    expect(lines[0]).toMatch(/^INPUT-INVALID: /);
  });

  it('are written in production only with --live', async () => {
    shell.change('admin', { sandbox: false });
    expect(await shell.type(...loja())).toMatchObject({ code: 2, lines: [expect.stringMatching(/--live/)] });
    expect(await shell.type(...loja('--live', '--cnpj', cnpjOf(7)))).toMatchObject({ code: 0 });
    expect(await shell.type('partners', 'list')).toMatchObject({ code: 0 });
    shell.change('admin', { sandbox: true });
  });

  it('cannot be listed where no engine answers', async () => {
    const own = commandLine();
    await own.login(engine, 'admin');
    own.change('admin', { baseUrl: 'http://127.0.0.1:9' });
    expect(await own.type('partners', 'list')).toMatchObject({ code: 4, lines: [expect.stringMatching(/no answer/)] });
  });
});

describe('trigger, tail and replay', () => {
  it('make events, show them, and send them again', async () => {
    const before = await feed();
    const sold = await shell.read<{ readonly affinity_id: string }>('trigger', 'sale', '--product', 'bike');
    const canceled = await shell.read<{ readonly affinity_id: string }>('trigger', 'cancellation', '--product', 'bike');
    await shell.read('trigger', 'renewal', '--product', 'personal-life');
    const made = (await feed()).slice(before.length);
    expect(made.map(({ type }) => type)).toEqual([
      'affinity.issued',
      'affinity.issued',
      'affinity.canceled',
      'affinity.issued',
      'affinity.renewed',
      'affinity.issued',
    ]);
    expect(made.slice(0, 3).map((each) => each.affinity_id)).toEqual([
      sold.affinity_id,
      canceled.affinity_id,
      canceled.affinity_id,
    ]);
    const owner = engine.credentials.partner.id;
    const own = (await shell.type('tail', '--no-follow', '--owner', owner, '--lines', '2')).printed.trim().split('\n');
    expect(own.map((line) => JSON.parse(line) as unknown)).toEqual(made.slice(-2));
    expect(await shell.type('trigger', 'ping')).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/^ENDPOINT-WITHOUT-URL/), expect.anything()],
    });
    const range = ['replay', '--from', '1', '--to', '2'];
    expect((await shell.type(...range, '--event', 'evt_1')).code).toBe(2);
    expect(await shell.type(...range, '--dry-run')).toMatchObject({
      code: 1,
      lines: [expect.stringMatching(/REPLAY/), expect.anything()],
    });
  });

  const feed = async () =>
    (await shell.type('tail', '--no-follow', '--lines', '1000')).printed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { readonly type: string; readonly affinity_id: string });
});

describe('agency import', () => {
  const head = 'baFinId;agencyNumber;defaultForTenders;defaultForCalculations;active;externalUniqueId;matchCode';
  const importing = (text: string, ...more: readonly string[]) =>
    shell.type('agency', 'import', shell.file('numbers.csv', text), ...more);
  const owned = () => ['--broker', engine.credentials.agencyNumbers.brokerToken];

  it('says every faulty line of the file at once, without the engine', async () => {
    const text = `${head}\n5405;1;yes;true;true;;"a; ""b"""\n;2;true;true;true;;\n\n5405;;true;true;;x\n`;
    expect(await importing(text, '--dry-run')).toMatchObject({
      code: 1,
      lines: [
        'line 2: defaultForTenders: expected true or false',
        'line 3: expected one of baFinId, insurerId, supervisingAuthorityId',
        'line 5: expected 7 cells, not 6',
        'line 5: agencyNumber: expected text',
        'line 5: active: expected true or false',
      ],
    });
    expect(await importing('agencyNumber,colour\n1,red', '--dry-run')).toMatchObject({
      code: 1,
      lines: expect.arrayContaining([
        'line 1: colour: expected the name of a field',
        'line 1: active: expected a column of this name',
      ]),
    });
  });

  it('registers all numbers, and says the lines that only the engine finds wrong', async () => {
    const good = `${head}\n5405;4711-1;true;false;true;crm-1;Property\n5405;4711-2;false;false;true;crm-2;Liability\n`;
    expect(JSON.parse((await importing(good, '--dry-run')).printed)).toEqual({
      numbers: 2,
      insurers: 1,
      dry_run: true,
    });
    expect(JSON.parse((await importing(good, ...owned())).printed)).toMatchObject({ numbers: 2 });
    const { code, lines } = await importing(good.replace('crm-1', 'crm-9'), ...owned());
    expect([code, lines]).toEqual([
      1,
      [expect.stringMatching(/^line 3: externalUniqueId: expected one that was not used/)],
    ]);
    expect((await importing(good)).code).toBe(2);
  });
});

describe('clock and refusals', () => {
  it('show why a call was refused, to operators and partners', async () => {
    await shell.type(...loja('--cnpj', '2'));
    const all = await eventually(async () => {
      const newest = ['refusals', '--profile', 'admin', '--operation', 'createPartner', '--code', 'INPUT-INVALID'];
      const found = await shell.read<readonly { readonly reference: string; readonly faults: object[] }[]>(...newest);
      if (found[0]?.faults.length !== 1) throw new Error('it is not there yet');
      return found;
    });
    expect(all[0]).toMatchObject({ code: 'INPUT-INVALID', operation: 'createPartner' });
    const one = await shell.read('refusals', '--profile', 'admin', all[0]?.reference ?? '');
    expect(one).toEqual(all[0]);
    expect((await shell.type('refusals', '--profile', 'account')).code).toBe(2);
  });

  it('move business time on, until it is there', async () => {
    const to = '2040-01-01T00:00:00.000Z';
    expect(await shell.read('clock', 'get')).toMatchObject({ mode: 'sandbox', status: 'ready' });
    const { now } = await shell.read<{ readonly now: string }>('clock', 'get');
    const later = new Date(Date.parse(now) + 90 * 86_400_000).toISOString();
    const moved = await shell.read<{ readonly now: string; readonly status: string }>('clock', 'advance', later);
    expect([moved.status, moved.now >= later, moved.now < to]).toEqual(['ready', true, true]);
    expect(await shell.type('clock', 'advance', now)).toMatchObject({ code: 1 });
  });
});

describe('help and completion', () => {
  it('are there for each command, and the local ones are as before', async () => {
    const help = (await shell.type('--help')).printed;
    const words = completed('affinity', '');
    for (const name of [
      'login',
      'listen',
      'tail',
      'trigger',
      'replay',
      'clock',
      'partners',
      'agency',
      'refusals',
      'local',
    ]) {
      expect([name, help.includes(name), words.includes(name)]).toEqual([name, true, true]);
    }
    expect((await shell.type('listen', '--help')).printed).toContain('--forward-to');
    expect((await shell.type('local', '--help')).printed).toContain('create-client --role');
    expect(await shell.type('local', 'migrate', '--colour')).toMatchObject({ code: 2 });
    expect(await shell.type()).toMatchObject({ code: 2 });
  });

  it('know what stands before the cursor, in bash', () => {
    expect(completed('affinity', 'clock', 'a')).toEqual(['advance']);
    expect(completed('affinity', '--json', 'trigger', '')).toEqual(
      expect.arrayContaining(['ping', 'sale', '--product']),
    );
  });

  function completed(...words: readonly string[]): readonly string[] {
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const code = `${known}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _affinity; echo "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', code], { encoding: 'utf8' }).trim().split(' ');
  }
  let known = '';
  beforeAll(async () => void (known = (await shell.type('completion', 'bash')).printed));
});
