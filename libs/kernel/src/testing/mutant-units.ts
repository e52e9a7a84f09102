import type { Work } from '../ports.js';
import { memoryWork, type MemoryWrite } from './memory-work.js';

/** Units of work over a store in memory that do something wrong. */
export type MutantWork = <Ports>(open: (writes: MemoryWrite[]) => Ports) => Work<Ports>;

type Unit<Ports> = { readonly ports: Ports; readonly writes: MemoryWrite[] };

/** Units of work that show their bodies what is collected. */
export const units = <Ports>(open: (writes: MemoryWrite[]) => Ports): Work<Unit<Ports>> =>
  memoryWork((writes) => ({ ports: open(writes), writes }));
