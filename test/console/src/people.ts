import { done } from '@affinity-engine/test-conformance';
import type { Client } from '@affinity-engine/test-harness';
import type { Credentials } from './browser.js';

let made = 0;

/** A new person of some roles. */
export async function userOf(admin: Client, roles: readonly string[]): Promise<Credentials & { readonly id: string }> {
  made += 1;
  const password = 'correct horse battery staple';
  const email = `person${made}@example.com`;
  const body = { name: `Person ${made}`, email, roles, password };
  const { id } = done(await admin.post<{ readonly id: string }>('/ops/v1/users', body), 201);
  return { id, email, password };
}
