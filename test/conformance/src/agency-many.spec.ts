import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor, startEngine } from '@affinity-engine/test-harness';
import type { Client, Engine } from '@affinity-engine/test-harness';
import * as agency from './fixtures/agency.js';
import { added, aNumber, at5405, everyNumber } from './fixtures/agency.js';

let engine: Engine;
let admin: Client;
let user: agency.ApiUser;

beforeAll(async () => {
  engine = await startEngine();
  admin = clientFor(engine, 'admin');
  user = await agency.apiUser(engine);
});

const all = () => everyNumber(admin);

describe('many at once', () => {
  it('racing for one external unique id: one gets it, the others are refused, and nothing is stored in part', async () => {
    const before = (await all()).length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, one) =>
        user.register<agency.Status & agency.Refused>(
          at5405(aNumber(`beside-${one}`), aNumber(`raced-${one}`, { externalUniqueId: 'raced' })),
        ),
      ),
    );
    const won = answers.filter(({ body }) => body.status === added.status);
    const refused = answers.filter(({ body }) =>
      /^agencyNumberSets\[0\]\.agencyNumbers\[1\]\.externalUniqueId: /.test(body.error ?? ''),
    );
    expect([won.length, refused.length]).toEqual([1, 49]);
    const winner = answers.indexOf(won[0] as (typeof answers)[number]);
    expect((await all()).slice(before).map(({ agency_number }) => agency_number)).toEqual([
      `beside-${winner}`,
      `raced-${winner}`,
    ]);
  });

  it('sending the same number make one entry, and all succeed', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => user.register(at5405(aNumber('same')))));
    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => added));
    expect((await all()).filter(({ agency_number }) => agency_number === 'same')).toHaveLength(1);
  });
});

describe('ten thousand numbers in one call', () => {
  const many = Array.from({ length: 10_000 }, (_, one) => ({
    agencyNumber: `many-${one}`,
    matchCode: `Reference of number ${one}`,
    externalInsurerId: '',
    externalUniqueId: `unique-${one}`,
    defaultForTenders: one % 2 === 0,
    defaultForCalculations: true,
    collectionType: 'insurer_collection',
    internalComment: `comment on number ${one}`,
    active: true,
  }));
  const kept = async () =>
    (await user.offer({ insurerId: '5036', purpose: 'calculations' })).body.agencyNumbers.map((each) => [
      each.agencyNumber,
      each.default,
    ]);
  const at5036 = (numbers: readonly unknown[]) => ({
    agencyNumberSets: [{ insurerId: '5036', agencyNumbers: numbers }],
  });

  it('are refused as a whole if the last of them is wrong', async () => {
    const last = { ...many[9_999], externalUniqueId: 'unique-0' };
    const { body } = await user.register<agency.Refused>(at5036([...many.slice(0, -1), last]));
    expect(body.error).toMatch(/^agencyNumberSets\[0\]\.agencyNumbers\[9999\]\.externalUniqueId: /);
    expect(await kept()).toEqual([]);
  });

  it('fit into a body and are registered whole, the last one the default', async () => {
    expect((await user.register(at5036(many))).body).toEqual(added);
    expect(await kept()).toEqual(many.map(({ agencyNumber }, one) => [agencyNumber, one === 9_999]));
  });

  it('may be sent in ten thousand sets', async () => {
    const sets = many.map(({ agencyNumber }) => ({ baFinId: '5405', agencyNumbers: [aNumber(agencyNumber)] }));
    expect((await user.register({ agencyNumberSets: sets })).body).toEqual(added);
  });
});

describe('an installation from before there were agency numbers', () => {
  it('gets an API user with its account and brokers at the next start, and keeps them', async () => {
    const old = await startEngine();
    const file = join(old.dataDir, 'demo-credentials.json');
    await old.stop();
    const { agencyNumbers: _, ...before } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(before));
    await old.restart();
    const made = old.credentials.agencyNumbers;
    expect(old.credentials).toEqual({ ...before, agencyNumbers: made, baseUrl: old.baseUrl });
    expect((await (await agency.apiUser(old)).register(at5405(aNumber('N')))).body).toEqual(added);
    await old.restart();
    expect(old.credentials.agencyNumbers).toEqual(made);
  });
});
