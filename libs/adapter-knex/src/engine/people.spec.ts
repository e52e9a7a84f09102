import { describe, expect, it } from '@jest/globals';
import { peopleUnder } from './people.js';
import { sealUnder } from './seal.js';

const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const people = (secret = 1, index = 2) =>
  peopleUnder(sealUnder([bytes(secret)]), { hasBegun: () => true, indexKey: bytes(index) });
const ana = { holder: { first_name: 'Ângela 😀' } };

describe('a sealed person', () => {
  it('is opened by another process', () => {
    expect(people().open(people().close(ana))).toEqual(ana);
  });

  it('is under a key of its own each time, and shows nothing', () => {
    const [one, other] = [people().close(ana), people().close(ana)];
    expect([one.personal, one.personalKey]).not.toEqual([other.personal, other.personalKey]);
    expect(() => people().open({ ...one, personalKey: other.personalKey })).toThrow();
    expect(Buffer.from(one.personal ?? '', 'base64').includes('ngela')).toBe(false);
  });

  it('is nobody once its key is gone, also for the process that sealed it', () => {
    const own = people();
    const { personal } = own.close(ana);
    expect(own.open({ personal, personalKey: null })).toBeNull();
    expect(own.open({ personal: null, personalKey: null })).toBeNull();
  });

  it('is not opened under another secret', () => {
    expect(() => people(3).open(people().close(ana))).toThrow();
  });

  it('is remembered by its key among thousands', () => {
    const own = people();
    const sealed = Array.from({ length: 4_500 }, (_, number) => own.close({ number }));
    for (const [number, each] of sealed.entries()) expect(own.open(each)).toEqual({ number });
  });
});

describe('a hash of what a person is found by', () => {
  const [cpf, name] = [{ kind: 'document', text: '52998224725' } as const, { kind: 'name', text: 'ana' } as const];

  it('is the same under another secret, and another under another key', () => {
    expect(people(1).hash(cpf)).toBe(people(3).hash(cpf));
    expect(people(1, 2).hash(cpf)).not.toBe(people(1, 3).hash(cpf));
  });

  it('has 128 bits, and differs by kind', () => {
    expect(people().hash(name)).toMatch(/^[\w-]{22}$/);
    expect(people().hash(name)).not.toBe(people().hash({ ...name, kind: 'email' }));
  });

  it('stays the same when it is asked for again', () => {
    const own = people();
    expect(own.hash(name)).toBe(own.hash(name));
    expect(own.hash(name)).toBe(people().hash(name));
  });
});
