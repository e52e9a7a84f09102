import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { isatty, WriteStream } from 'node:tty';

/** Lines are written in batches: a write for each costs more than the rest of a request's logging. */
const batchBytes = 4_096;
const batchMs = 200;
/** What may wait for a reader that is slow. Then lines are dropped: a log must not take the process down with it. */
const mostWaiting = 4 * 1024 * 1024;
/** How long the end of the process may wait for a slow reader. */
const endMs = 200;

const stderr = 2;

export type LogDestination = { write(line: string): void };

/** Lines on stderr, which never block the process. */
export function stderrDestination(): LogDestination {
  if (isatty(stderr)) return onStream(new WriteStream(stderr).unref());
  const kind = fstatSync(stderr);
  // A write to a file never waits for a reader.
  return kind.isFIFO() || kind.isSocket() ? onStream(new Socket({ fd: stderr, readable: false }).unref()) : onFile();
}

function onFile(): LogDestination {
  let batch = '';
  const flush = (): void => {
    const text = batch;
    batch = '';
    try {
      if (text !== '') writeSync(stderr, text);
    } catch {
      // The disk is full: the lines are lost, and the engine goes on.
    }
  };
  setInterval(flush, batchMs).unref();
  process.on('exit', flush);
  return {
    write(line) {
      batch += line;
      if (batch.length >= batchBytes) flush();
    },
  };
}

/** Of lines that were dropped it says how many. */
function onStream(stream: Writable): LogDestination {
  let batch = '';
  let dropped = 0;
  stream.on('error', () => undefined);
  setInterval(flush, batchMs).unref();
  process.on('exit', end);
  return {
    write(line) {
      if (stream.writableLength + batch.length > mostWaiting) {
        dropped += 1;
        return;
      }
      batch += line;
      if (batch.length >= batchBytes) flush();
    },
  };

  function flush(): void {
    if (stream.destroyed) {
      batch = '';
      return;
    }
    if (dropped > 0 && stream.writableLength === 0) {
      batch += `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), lines: dropped, msg: 'lines were dropped: the reader of the log is too slow' })}\n`;
      dropped = 0;
    }
    if (batch === '') return;
    stream.write(batch);
    batch = '';
  }

  function end(): void {
    // The reader of what still waits has stopped reading. To wait for it would hold up the end.
    if (stream.writableLength > 0 || stream.destroyed) return;
    const until = Date.now() + endMs;
    for (let rest = Buffer.from(batch); rest.length > 0 && Date.now() < until;) {
      try {
        rest = rest.subarray(writeSync(stderr, rest));
      } catch (failure) {
        if ((failure as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      }
    }
  }
}
