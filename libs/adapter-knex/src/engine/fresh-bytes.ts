import { randomBytes } from 'node:crypto';

const poolSize = 4_096;
let pool = Buffer.alloc(0);

/** Random bytes, each given out once: the system is asked for many at a time, since asking costs 2 µs. */
export function freshBytes(length: number): Buffer {
  if (pool.length < length) pool = randomBytes(poolSize);
  const bytes = Buffer.from(pool.subarray(0, length));
  pool.fill(0, 0, length);
  pool = pool.subarray(length);
  return bytes;
}
