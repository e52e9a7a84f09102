import { instant } from '@affinity-engine/kernel';
import type { Attempt, Endpoint } from '../endpoint.js';
import type { Happening } from './memory-store.js';

/** An endpoint of `owner-1` that gets every event, in order. */
export const anEndpoint = (overrides: Partial<Endpoint> = {}): Endpoint => ({
  id: 'endpoint1',
  ownerId: 'owner-1',
  url: 'https://partner.example/hooks',
  secrets: ['whsec_c2VjcmV0IG9mIHR3ZW50eS1mb3VyIGJ5dGVz'],
  rotationEndsAt: null,
  eventTypes: null,
  ordering: 'endpoint',
  paused: false,
  disabled: false,
  createdAt: instant('2026-01-02T12:00:00Z'),
  version: 1,
  ...overrides,
});

/** Something that happened to `affinity-1` of `owner-1`. */
export const aHappening = (overrides: Partial<Happening> = {}): Happening => ({
  ownerId: 'owner-1',
  type: 'affinity.issued',
  subject: 'affinity-1',
  body: '{"id":"affinity-1"}',
  occurredAt: instant('2026-01-02T12:00:00Z'),
  ...overrides,
});

/** A delivered attempt at the first event of `endpoint1`. */
export const anAttempt = (overrides: Partial<Attempt> = {}): Attempt => ({
  endpointId: 'endpoint1',
  sequence: 1,
  at: instant('2026-01-02T12:00:01Z'),
  durationMs: 10,
  statusCode: 200,
  error: null,
  responseExcerpt: 'ok',
  delivered: true,
  replay: false,
  takeover: false,
  nextAttemptAt: null,
  ...overrides,
});
