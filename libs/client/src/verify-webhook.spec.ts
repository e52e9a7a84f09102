import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookInvalidError } from './verify-webhook.js';

const [key, earlier, foreign] = ['this one', 'the one before', 'of another'].map(
  (text) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`,
) as [string, string, string];
const at = new Date('2027-01-01T12:00:00Z');
const now = () => at.getTime();
const text = JSON.stringify({
  id: 'a',
  name: 'Conceição',
  event: { id: 'evt_1_17', type: 'affinity.issued', sequence: 17 },
});
const body = new TextEncoder().encode(text);

const signedBy = (...keys: readonly string[]) => ({
  'webhook-id': 'evt_1_17',
  'webhook-timestamp': String(at.getTime() / 1000),
  'webhook-signature': keys.map((each) => new Webhook(each).sign('evt_1_17', at, text)).join(' '),
});
const reasonOf = (...given: Parameters<typeof verifyWebhook>): Promise<unknown> =>
  verifyWebhook(...given).then(
    () => 'genuine',
    (thrown: unknown) => (thrown instanceof WebhookInvalidError ? thrown.reason : thrown),
  );

describe('a webhook', () => {
  it('that standardwebhooks signed is genuine, and is read', async () => {
    expect(await verifyWebhook(body, signedBy(key), [key], { now })).toMatchObject({
      id: 'evt_1_17',
      sequence: 17,
      isReplay: false,
      body: { id: 'a', name: 'Conceição', event: { type: 'affinity.issued' } },
    });
  });

  it('may come with headers as Request has them', async () => {
    const headers = new Headers({ ...signedBy(key), 'webhook-replay': 'true' });
    expect(await verifyWebhook(body, headers, [key], { now })).toMatchObject({ isReplay: true });
  });

  it.each([
    ['both keys during a rotation', [earlier, key], [key]],
    ['the key before, which is still in force here', [earlier], [key, earlier]],
  ])('is genuine with %s', async (_, signing, keys) => {
    expect(await reasonOf(body, signedBy(...signing), keys, { now })).toBe('genuine');
  });

  it.each([
    ['another body', new TextEncoder().encode(text.replace('17', '18')), signedBy(key)],
    ['another id', body, { ...signedBy(key), 'webhook-id': 'evt_1_18' }],
    ['another second', body, { ...signedBy(key), 'webhook-timestamp': String(at.getTime() / 1000 + 1) }],
    ['a foreign key', body, signedBy(foreign)],
    [
      'another version',
      body,
      { ...signedBy(key), 'webhook-signature': signedBy(key)['webhook-signature'].replace('v1,', 'v2,') },
    ],
    ['a signature that is no Base64', body, { ...signedBy(key), 'webhook-signature': 'v1,%%%' }],
    [
      'a shortened signature',
      body,
      { ...signedBy(key), 'webhook-signature': signedBy(key)['webhook-signature'].slice(0, 20) },
    ],
  ])('with %s is refused', async (_, bytes, headers) => {
    expect(await reasonOf(bytes, headers, [key], { now })).toBe('signature-wrong');
  });

  it('is checked against a few signatures only: a stranger sends as many as a header holds', async () => {
    const signature = signedBy(key)['webhook-signature'];
    const behind = (others: number) => ({
      ...signedBy(key),
      'webhook-signature': [...Array<string>(others).fill('v1,AA=='), signature].join(' '),
    });
    expect(await reasonOf(body, behind(7), [key], { now })).toBe('genuine');
    expect(await reasonOf(body, behind(8), [key], { now })).toBe('signature-wrong');
  });

  it('without a key in force is refused', async () => {
    expect(await reasonOf(body, signedBy(key), [], { now })).toBe('signature-wrong');
  });

  it.each([
    [-301, 'timestamp-off'],
    [-299, 'genuine'],
    [299, 'genuine'],
    [301, 'timestamp-off'],
  ])('that arrives %i seconds after its timestamp is %s', async (seconds, reason) => {
    expect(await reasonOf(body, signedBy(key), [key], { now: () => now() + seconds * 1000 })).toBe(reason);
  });

  it('has a timestamp of whole seconds', async () => {
    const timestamp = `${at.getTime() / 1000}.0`;
    const digest = createHmac('sha256', Buffer.from(key.slice(6), 'base64')).update(`evt_1_17.${timestamp}.${text}`);
    const headers = {
      ...{ 'webhook-id': 'evt_1_17', 'webhook-timestamp': timestamp },
      'webhook-signature': `v1,${digest.digest('base64')}`,
    };
    expect(await reasonOf(body, headers, [key], { now })).toBe('timestamp-off');
  });

  it('may be older where its receiver says so', async () => {
    const later = { now: () => now() + 3_600_000, tolerance: 4_000 };
    expect(await reasonOf(body, signedBy(key), [key], later)).toBe('genuine');
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is refused', async (name) => {
    expect(await reasonOf(body, { ...signedBy(key), [name]: undefined }, [key], { now })).toBe('header-missing');
    expect(await reasonOf(body, { ...signedBy(key), [name]: ['one', 'two'] }, [key], { now })).toBe('header-missing');
  });

  it.each(['whsec_%%%', 'whsec_'])('is not checked with %s: that is no key', async (wrong) => {
    const failure = await reasonOf(body, signedBy(key), [key, wrong], { now });
    expect(failure).toEqual(new TypeError('keys[1]: expected whsec_ and Base64'));
  });
});
