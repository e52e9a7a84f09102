import type { MemoryWrite } from './memory-work.js';

/** A write whose guard is not looked at. */
export const unguarded = ({ apply }: MemoryWrite): MemoryWrite => ({ holds: () => true, apply });

/** A write that is guarded and does nothing. */
export const withoutEffect = ({ holds }: MemoryWrite): MemoryWrite => ({ holds, apply: () => undefined });

/** The same method, each write it collects replaced by another one. */
export const replaced =
  <Args extends readonly unknown[]>(
    writes: MemoryWrite[],
    collect: (...args: Args) => void,
    by: (write: MemoryWrite) => MemoryWrite,
  ) =>
  (...args: Args): void => {
    const own = writes.length;
    collect(...args);
    writes.push(...writes.splice(own).map(by));
  };
