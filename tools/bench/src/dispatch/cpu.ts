import { readFileSync } from 'node:fs';

/** Linux counts CPU time in ticks of 10 ms. */
const microsecondsPerTick = 10_000;

/** The fields of /proc/PID/stat after the name, which may contain spaces. */
const fieldsOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];

const ticks = (fields: readonly string[], from: number, to: number): number =>
  fields.slice(from, to).reduce((sum, field) => sum + Number(field), 0);

/** CPU time used so far by a process, all threads, in microseconds. */
export const processCpu = (pid: number): number => ticks(fieldsOf(pid), 11, 13) * microsecondsPerTick;

/**
 * CPU time of a server: of its first process, of the children it has now, and of those that have ended. Linux adds the
 * time of an ended child to its parent, so that none is lost and none counts twice.
 */
export function serverCpu(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const living = children.reduce((sum, child) => {
    try {
      return sum + ticks(fieldsOf(Number(child)), 11, 15);
    } catch {
      return sum; // It has just ended; the next reading has it with its parent.
    }
  }, 0);
  return (ticks(fieldsOf(pid), 11, 15) + living) * microsecondsPerTick;
}

/** Resident memory of a process in bytes. */
export const residentMemory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
