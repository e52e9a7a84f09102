import { createHmac } from 'node:crypto';
import type { PersonTerm } from '@affinity-engine/kernel';
import { freshBytes } from './fresh-bytes.js';
import { decrypted, encrypted, type Seal } from './seal.js';

/** The personal fields of a record as they are stored: sealed under a key of their own, which is sealed beside them. */
export type SealedPerson = { readonly personalKey: string | null; readonly personal: string | null };

/** Seals and opens what records say of persons, and hashes what persons are found by. */
export type People = {
  /** False while the version before, which cannot open what is sealed, may run on the same database. */
  isSealing(): boolean;
  /** Under a new key each time. */
  close(person: object): SealedPerson;
  /** Null once the key is gone, and where nothing was sealed. */
  open<Person extends object>({ personalKey, personal }: SealedPerson): Person | null;
  /** 128 bits, keyed: without the key nobody can try names or numbers. The same under every secret of the engine. */
  hash(term: PersonTerm): string;
};

export type Sealing = {
  readonly hasBegun: () => boolean;
  /** Null if it is sealed under another secret. */
  readonly indexKey: Uint8Array | null;
};

/** How many opened persons and hashed terms a process remembers: an event is sent soon after its affinity was written. */
const [mostPersons, mostTerms] = [2_000, 10_000];

/** Keys of persons are 256 bits, random, and sealed under the engine's. */
export function peopleUnder(seal: Seal, { hasBegun, indexKey }: Sealing): People {
  const opened = recent<object>(mostPersons);
  const hashed = recent<string>(mostTerms);
  return {
    isSealing: hasBegun,
    close(person) {
      const key = freshBytes(32);
      const personal = encrypted(key, Buffer.from(JSON.stringify(person))).toString('base64');
      const personalKey = seal.closeBytes(key);
      opened.set(personalKey, person);
      return { personalKey, personal };
    },
    open<Person extends object>({ personalKey, personal }: SealedPerson) {
      if (personalKey === null || personal === null) return null;
      const known = opened.get(personalKey);
      if (known !== undefined) return known as Person;
      const text = decrypted(seal.openBytes(personalKey), Buffer.from(personal, 'base64')).toString('utf8');
      const person = JSON.parse(text) as Person;
      opened.set(personalKey, person);
      return person;
    },
    hash({ kind, text }) {
      const term = `${kind} ${text}`;
      const known = hashed.get(term);
      if (known !== undefined) return known;
      if (indexKey === null) throw new Error('the key of hashes is sealed under another secret');
      const hash = createHmac('sha256', indexKey).update(term).digest().toString('base64url', 0, 16);
      hashed.set(term, hash);
      return hash;
    },
  };
}

type Recent<Value> = { get(key: string): Value | undefined; set(key: string, value: Value): void };

/** The values that were set last, at least `most` of them, at most twice as many. */
function recent<Value>(most: number): Recent<Value> {
  let [young, old] = [new Map<string, Value>(), new Map<string, Value>()];
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set(key, value) {
      if (young.size >= most) [young, old] = [new Map(), young];
      young.set(key, value);
    },
  };
}
