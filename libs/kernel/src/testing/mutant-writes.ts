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

/** Changes some ports of a unit of work; `store` is what they are over. */
export type PortsMutant<Ports, Store> = (ports: Ports, writes: MemoryWrite[], store: Store) => Partial<Ports>;

/** Makes mutants that change methods of one port. */
export const portMutants =
  <Ports, Store>() =>
  <Name extends keyof Ports>(
    name: Name,
    change: (port: Ports[Name], writes: MemoryWrite[], store: Store) => Partial<Ports[Name]>,
  ): PortsMutant<Ports, Store> =>
  (ports, writes, store) =>
    ({ [name]: { ...ports[name], ...change(ports[name], writes, store) } }) as unknown as Partial<Ports>;
