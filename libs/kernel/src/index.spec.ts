import { describe, it, expect } from '@jest/globals';
import * as kernel from './index.js';
import type { Audit, AuditEntry, Once, Work } from './index.js';
import { codeOf } from './testing/index.js';

describe('the public names of the kernel', () => {
  it('are these', () => {
    expect(Object.keys(kernel).sort().join(' ')).toBe(
      'DomainError add addDays addMonths allocate businessDay businessZone checkDay checkInstant checkList ' +
        'checkNames checkOption checkSwitch checkText civilDate codePointName compareDates compareRatios currencyExponent ' +
        'dayAfter daysBetween decimal divide dueRounds epochMilliseconds errorsOf instant instantAt ' +
        'isCnpj isCpf isDomainError isLegible isLine isPlainDate isVisible kernelError kernelErrors legibleForm money ' +
        'multiply nameWords normalizedDocument optionError optionErrors periodAfter plainDate plus printProblems proportion ratio ' +
        'rounded share startOfDay subtract utcDay utcHour wholeAmount yearMonthDay',
    );
  });
});

/** The smallest implementation of the port: all or nothing, and once. */
function memoryWork(): Work<{ audit: Audit }> & { readonly trail: AuditEntry[] } {
  const trail: AuditEntry[] = [];
  const done = new Map<string, { fingerprint: string; answer: string }>();
  const repeat = ({ key, fingerprint }: { key: string; fingerprint: string }): void => {
    const before = done.get(key);
    if (before === undefined) return;
    const code = before.fingerprint === fingerprint ? 'ANSWERED-BEFORE' : 'KEY-REUSED';
    throw new kernel.DomainError(code, kernel.kernelErrors[code], { answer: before.answer });
  };
  return {
    trail,
    async run<Result>(body: (ports: { audit: Audit }) => Promise<Result>, once?: Once<Result>) {
      if (once !== undefined) repeat(once);
      const collected: AuditEntry[] = [];
      const result = await body({ audit: { append: (entry) => void collected.push(entry) } });
      trail.push(...collected);
      if (once !== undefined) done.set(once.key, { fingerprint: once.fingerprint, answer: await once.answer(result) });
      return result;
    },
  };
}

describe('a unit of work', () => {
  const entry: AuditEntry = { actor: 'operator', action: 'cancel', subject: 'affinity:1' };
  const rejection = async (promise: Promise<unknown>): Promise<string | null> => {
    const thrown: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    return codeOf(() => {
      if (thrown !== null) throw thrown;
    });
  };

  it('leaves nothing behind when its body fails', async () => {
    const work = memoryWork();
    const failing = work.run(async ({ audit }) => {
      audit.append(entry);
      throw new kernel.DomainError('TRANSITION-REFUSED', 'No.');
    });
    expect(await rejection(failing)).toBe('TRANSITION-REFUSED');
    expect(work.trail).toEqual([]);
  });

  it('happens once per key, and a key is for one thing', async () => {
    const work = memoryWork();
    const once = { key: 'k', fingerprint: 'f', answer: String };
    const body = async ({ audit }: { audit: Audit }) => (audit.append(entry), 42);
    expect(await work.run(body, once)).toBe(42);
    expect(await rejection(work.run(body, once))).toBe('ANSWERED-BEFORE');
    expect(await rejection(work.run(body, { ...once, fingerprint: 'g' }))).toBe('KEY-REUSED');
    expect(work.trail).toEqual([entry]);
  });
});
