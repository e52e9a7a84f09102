import { instant } from '@affinity-engine/kernel';
import type { Client } from '../client.js';

/** A client of `partner-1` whose secret is `secret`, under {@link plainSecrets}. */
export const aClient = (overrides: Partial<Client> = {}): Client => ({
  id: 'client-1',
  name: 'Parceiro',
  role: 'partner',
  partnerId: 'partner-1',
  secretHash: 'digest of secret',
  createdAt: instant('2026-01-02T12:00:00Z'),
  revokedAt: null,
  version: 1,
  ...overrides,
});
