import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aClient, identityWorkContract, refusalOf } from '@affinity-engine/identity/testing';
import { isDomainError } from '@affinity-engine/kernel';
import { afterAll, describe, expect, it } from '@jest/globals';
// [contract]
import { identityInAFile, type Kept } from './identity-in-a-file.js';

identityWorkContract('in a file', async () => {
  const file = newFile();
  const kept = (): Kept => JSON.parse(readFileSync(file, 'utf8')) as Kept;
  return { work: identityInAFile(file), audit: async () => kept().audit, close: async () => undefined };
});

// [end]
const folder = mkdtempSync(join(tmpdir(), 'identity-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

function newFile(): string {
  files += 1;
  return join(folder, `${files}.json`);
}

describe('identity in a file', () => {
  it('keeps the first answer for a repeat, and refuses another request with its key', async () => {
    const work = identityInAFile(newFile());
    const add = (id: string, fingerprint: string) => {
      const once = { key: 'key', fingerprint, answer: (result: string) => result };
      return work.run(async ({ clients }) => {
        clients.add(aClient({ id }));
        return id;
      }, once);
    };
    expect(await add('client-1', 'same')).toBe('client-1');
    const repeated = await add('client-2', 'same').catch((thrown: unknown) => thrown);
    expect(isDomainError(repeated) && repeated.properties).toEqual({ answer: 'client-1' });
    expect(await refusalOf(add('client-2', 'other'))).toBe('KEY-REUSED');
  });
});
