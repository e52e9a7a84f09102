/** Until when a process may run the jobs, by its monotonic clock. */
export type JobTurn = {
  isOurs(): boolean;
  /** Says until when; 0 for not at all. */
  lastsUntil(ms: number): void;
};

export function newJobTurn(): JobTurn {
  let until = 0;
  return { isOurs: () => performance.now() < until, lastsUntil: (ms) => void (until = ms) };
}
