import { beforeAll, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { body, groupsPath, type CloudError, type Group, type Many, type One } from './fixtures/groups.js';
import { done } from './fixtures/partner-day.js';

let engine: Engine;
let admin: Client;

beforeAll(async () => {
  engine = await startEngine({ env: { LOG_LEVEL: 'warn' } });
  admin = clientFor(engine, 'admin');
});

const made = async (name: string) => {
  const sent = body({ affinityGroupType: { code: 'Open' }, name });
  return done(await admin.post<One<Group>>(groupsPath, sent), 201).data;
};

/** Two callers send the same change at the same moment, a thousand times. */
it('of two changes with the same checksum sent together exactly one wins, every time', async () => {
  let { attributes, checksum } = await made('raced for');
  const path = `${groupsPath}/${attributes.id}`;
  for (let round = 0; round < 1_000; round += 1) {
    const both = ['one', 'other'].map((who) =>
      admin.patch<One<Group> & CloudError>(path, body({ description: `${who} of ${round}` }, checksum)),
    );
    const answers = (await Promise.all(both)).sort((a, b) => a.status - b.status);
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    const [won, lost] = answers.map((answer) => answer.body);
    expect(lost?.errorCode).toBe('ChecksumMismatchException');
    expect(lost?.details[0]?.properties).toEqual({
      suppliedChecksum: checksum,
      currentChecksum: won?.data.checksum,
    });
    const now = done(await admin.get<One<Group>>(path)).data;
    expect(now).toEqual(won?.data);
    ({ attributes, checksum } = now);
  }
}, 180_000);

it('of twenty callers with one GW-DBTransaction-ID one has an effect, two hundred times', async () => {
  for (let round = 0; round < 200; round += 1) {
    const name = `once ${round}`;
    const headers = { 'GW-DBTransaction-ID': `transaction-${round}` };
    const sent = body({ affinityGroupType: { code: 'Open' }, name });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => admin.post<CloudError>(groupsPath, sent, { headers })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 400)]);
    const refusals = answers.filter(({ status }) => status === 400).map((answer) => answer.body.errorCode);
    expect(new Set(refusals)).toEqual(new Set(['AlreadyExecutedException']));
    const found = await admin.get<Many<Group>>(`${groupsPath}?filter=name:eq:${encodeURIComponent(name)}`);
    expect(done(found).count).toBe(1);
  }
}, 180_000);

it('a transaction is executed once: a later request with its identifier is refused for every caller', async () => {
  const headers = { 'GW-DBTransaction-ID': 'the same for all' };
  const { attributes } = await made('before');
  const path = `${groupsPath}/${attributes.id}`;
  done(await admin.patch(path, body({ name: 'after' }), { headers }));
  const input = { name: 'Another operator', role: 'admin' };
  const operator = done(await admin.post<{ id: string; client_secret: string }>('/ops/v1/clients', input), 201);
  const other = clientFor(engine, { clientId: operator.id, clientSecret: operator.client_secret });
  const repeats = [
    await admin.patch<CloudError>(path, body({ name: 'again' }), { headers }),
    await admin.post<CloudError>(groupsPath, body({ affinityGroupType: { code: 'Open' }, name: 'x' }), { headers }),
    await admin.delete<CloudError>(`${groupsPath}/pc:909/producer-codes/pc:6`, undefined, { headers }),
    await other.patch<CloudError>(path, body({ name: 'by another' }), { headers }),
  ];
  expect(repeats.map(({ body: { errorCode } }) => errorCode)).toEqual(repeats.map(() => 'AlreadyExecutedException'));
  expect(done(await admin.get<One<Group>>(path)).data.attributes.name).toBe('after');
  done(await admin.get(`${groupsPath}/pc:909/producer-codes/pc:6`));
});

it('a repeated transaction is refused as such, also if its request is invalid by now', async () => {
  const headers = { 'GW-DBTransaction-ID': 'lost reply' };
  const { attributes } = await made('with a code');
  const path = `${groupsPath}/${attributes.id}/producer-codes`;
  const associate = () => admin.post<CloudError>(path, body({ producerCode: { id: 'pc:8' } }), { headers });
  done(await associate(), 201);
  const repeats = [
    await associate(),
    await admin.post<CloudError>(path, body({ producerCode: { id: 'pc:404' } }), { headers }),
    await admin.post<CloudError>(groupsPath, body({}), { headers }),
    await admin.post<CloudError>('/admin/v1/organizations', body({ name: '' }), { headers }),
  ];
  expect(repeats.map(({ status, body: { errorCode } }) => [status, errorCode])).toEqual(
    repeats.map(() => [400, 'AlreadyExecutedException']),
  );
});

it('of thirty changes without a checksum sent together all are made, and the last one stays', async () => {
  const { attributes } = await made('changed by all');
  const path = `${groupsPath}/${attributes.id}`;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, at) => admin.patch<One<Group>>(path, body({ name: `name ${at}` }))),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const checksums = answers.map(({ body: { data } }) => Number(data.checksum));
  const latest = answers[checksums.indexOf(Math.max(...checksums))];
  expect(done(await admin.get<One<Group>>(path)).data).toEqual(latest?.body.data);
});

it.each([
  ['an empty GW-Checksum', { 'GW-Checksum': '' }, undefined, 400],
  ['a GW-Checksum that no longer holds', { 'GW-Checksum': 'stale' }, undefined, 409],
  ['a GW-Checksum that is not that of the body', { 'GW-Checksum': 'stale' }, 'another', 400],
])('a change with %s changes nothing', async (_, headers, checksum, status) => {
  const { attributes } = await made('guarded');
  const path = `${groupsPath}/${attributes.id}`;
  const answer = await admin.patch<CloudError>(path, body({ name: 'x' }, checksum), { headers });
  expect(answer.status).toBe(status);
  expect(done(await admin.get<One<Group>>(path)).data.attributes.name).toBe('guarded');
});

it('a change with an outdated checksum is refused for that first, also if it is invalid by now', async () => {
  const { attributes, checksum } = await made('read before');
  const path = `${groupsPath}/${attributes.id}`;
  done(await admin.patch(path, body({ startDate: '2030-01-01' })));
  const late = { endDate: '2029-12-31' };
  const answers = [
    await admin.patch<CloudError>(path, body(late, checksum)),
    await admin.patch<CloudError>(path, body(late), { headers: { 'GW-Checksum': checksum } }),
    await admin.patch<CloudError>('/admin/v1/producer-codes/pc:8', body({ code: '100-002541' }, '999')),
  ];
  expect(answers.map(({ status, body: { errorCode } }) => [status, errorCode])).toEqual(
    answers.map(() => [409, 'ChecksumMismatchException']),
  );
});

it('an association is not removed with an empty GW-Checksum', async () => {
  const path = `${groupsPath}/pc:909/producer-codes/pc:7`;
  const answer = await admin.delete<CloudError>(path, undefined, { headers: { 'GW-Checksum': '' } });
  expect([answer.status, answer.body.details[0]?.properties['parameterName']]).toEqual([400, 'GW-Checksum']);
  done(await admin.get(path));
});

it('a repeat with the same Idempotency-Key gets the first answer; another request or caller does not', async () => {
  const headers = { 'Idempotency-Key': 'made once' };
  const sent = body({ affinityGroupType: { code: 'Open' }, name: 'made once' });
  const [first, again] = [
    await admin.post<One<Group>>(groupsPath, sent, { headers }),
    await admin.post<One<Group>>(groupsPath, sent, { headers }),
  ];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers['location'] });
  const other = body({ affinityGroupType: { code: 'Open' }, name: 'another' });
  const reused = await admin.post<CloudError>(groupsPath, other, { headers });
  expect([reused.status, reused.body.userMessage]).toEqual([400, expect.stringContaining('used before')]);
  const path = `${groupsPath}/${first.body.data.attributes.id}`;
  const code = { producerCode: { id: 'pc:6' } };
  for (const replay of [1, 2]) {
    done(await admin.post(`${path}/producer-codes`, body(code), { headers: { 'Idempotency-Key': 'a' } }), 201);
    const removed = await admin.delete(`${path}/producer-codes/pc:6`, undefined, {
      headers: { 'Idempotency-Key': 'd' },
    });
    expect([replay, removed.status]).toEqual([replay, 204]);
  }
  const both = { 'Idempotency-Key': 'x', 'GW-DBTransaction-ID': 'x' };
  const refused = await admin.patch<CloudError>(path, body({ name: 'x' }), { headers: both });
  expect([refused.status, refused.body.details[0]?.properties['parameterName']]).toEqual([400, 'Idempotency-Key']);
});

it.each([
  ['of now, in quotes', (now: string) => `"${now}"`, 200],
  ['of now', (now: string) => now, 200],
  ['of anything', () => '*', 200],
  ['of before', (now: string) => `"${now}0"`, 409],
  ['of now, but weak', (now: string) => `W/"${now}"`, 409],
  ['of nothing', () => '', 400],
])('a change with If-Match, the checksum %s, is answered as with GW-Checksum', async (_, write, status) => {
  const { attributes, checksum } = await made('matched');
  const path = `${groupsPath}/${attributes.id}`;
  const headers = { 'If-Match': write(String(checksum)) };
  expect((await admin.patch(path, body({ name: 'changed' }), { headers })).status).toBe(status);
  const { name } = done(await admin.get<One<Group>>(path)).data.attributes;
  expect(name).toBe(status === 200 ? 'changed' : 'matched');
  const differing = { ...headers, 'GW-Checksum': 'other' };
  if (status !== 200 || headers['If-Match'] !== '*')
    expect((await admin.patch(path, body({ name: 'x' }), { headers: differing })).status).toBe(400);
});

it('a transaction that failed does not use its identifier up', async () => {
  const headers = { 'GW-DBTransaction-ID': 'failed first' };
  const refused = await admin.patch<CloudError>(`${groupsPath}/pc:404`, body({ name: 'x' }), { headers });
  expect(refused.status).toBe(404);
  done(await admin.patch(`${groupsPath}/pc:707`, body({ description: 'x' }), { headers }));
});

it.each([
  ['1', 200],
  ['x'.repeat(128), 200],
  ['x'.repeat(129), 400],
  ['', 400],
])('a transaction called %j is answered %d', async (id, status) => {
  const headers = { 'GW-DBTransaction-ID': id };
  const answer = await admin.patch<CloudError>(`${groupsPath}/pc:707`, body({ description: 'y' }), { headers });
  expect(answer.status).toBe(status);
  if (status === 400) expect(answer.body.errorCode).toBe('BadInputException');
});

it('one code associated by two at once is associated once', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { attributes } = await made(`raced for ${round}`);
    const path = `${groupsPath}/${attributes.id}/producer-codes`;
    const both = [1, 2].map(() => admin.post(path, body({ producerCode: { id: 'pc:6' } })));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 400]);
    const removed = [1, 2].map(() => admin.delete(`${path}/pc:6`));
    expect((await Promise.all(removed)).map(({ status }) => status).sort()).toEqual([204, 404]);
  }
});
