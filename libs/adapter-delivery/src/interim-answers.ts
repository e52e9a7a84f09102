import type { Readable } from 'node:stream';
import { ProtocolError, tooLongHeaders } from './errors.js';

/** How many bytes of headers are read: of all interim answers of an attempt, of the final one, and of its trailers. */
export const mostHeaderBytes = 16 * 1024;

/** How many interim answers are passed over in one attempt. */
const mostInterim = 10;

/** How many bytes are read in one attempt: 64 KiB of body in chunks of one byte, and headers. */
const mostBytes = 512 * 1024;

/** How many bytes the parser is given at once. */
const mostAtOnce = 1_024;

/** The length of `HTTP/1.1 100`. */
const statusLength = 12;

const interimStatus = /^HTTP\/1\.[01] 1\d\d$/;
const headEnd = '\r\n\r\n';
const nothing = Buffer.alloc(0);

/** Takes interim answers (1xx) out of what is read from a connection. */
export type InterimAnswers = {
  /** A request is being written: an answer comes next. */
  begin(): void;
  /**
   * The part of the bytes that belongs to a final answer, null if none does yet.
   *
   * @throws ProtocolError for too many interim answers, for too many bytes, and for 101, which no request asks for
   */
  pass(bytes: Buffer): Buffer | null;
};

/**
 * RFC 9110 (15.2): a client must be able to read any number of interim answers before the final one. undici's parser
 * destroys the connection on 100, and passes over others without a bound.
 */
export function interimAnswers(): InterimAnswers {
  let headComes = false;
  let passed = 0;
  let bytesRead = 0;
  let interimBytes = 0;
  /** The beginning of a head that is not complete. */
  let held: Buffer = nothing;
  return {
    begin() {
      [headComes, passed, bytesRead, interimBytes, held] = [true, 0, 0, 0, nothing];
    },
    pass(bytes) {
      bytesRead += bytes.length;
      if (bytesRead > mostBytes) throw new ProtocolError('more than 512 KiB in one answer');
      return headComes ? withoutInterim(bytes) : bytes;
    },
  };

  function withoutInterim(bytes: Buffer): Buffer | null {
    let searchFrom = Math.max(statusLength, held.length - headEnd.length);
    let rest = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    while (rest.length > 0) {
      const status = rest.toString('latin1', 0, statusLength);
      if (status.length < statusLength && couldBeInterim(status)) break;
      if (!interimStatus.test(status)) {
        headComes = false;
        held = nothing;
        return rest;
      }
      if (status.endsWith('101')) throw new ProtocolError('101 Switching Protocols, which was not asked for');
      if (passed === mostInterim) throw new ProtocolError(`more than ${mostInterim} interim answers (1xx)`);
      const end = rest.indexOf(headEnd, searchFrom);
      const length = end < 0 ? rest.length : end + headEnd.length;
      if (interimBytes + length > mostHeaderBytes) throw new ProtocolError(tooLongHeaders);
      if (end < 0) break;
      passed += 1;
      interimBytes += length;
      searchFrom = statusLength;
      rest = rest.subarray(length);
    }
    held = rest;
    return null;
  }
}

const couldBeInterim = (begin: string): boolean => interimStatus.test(begin + 'HTTP/1.1 100'.slice(begin.length));

/**
 * Reads from a socket without its interim answers; breaks the connection where they go too far. undici's parser goes on
 * through all that it was given when it has broken a connection for too long headers, and makes an error for each
 * header: 64 KiB of short ones hold the process for 400 ms. So it is given little at a time, and nothing after that.
 */
export function passOver(interim: InterimAnswers, socket: Readable): void {
  const read = socket.read.bind(socket);
  let rest: Buffer = nothing;
  socket.read = (size?: number): Buffer | null => {
    while (rest.length === 0) {
      const bytes = read(size) as Buffer | null;
      if (bytes === null) return null;
      try {
        rest = interim.pass(bytes) ?? nothing;
      } catch (failure) {
        socket.destroy(failure as Error);
        return null;
      }
    }
    if (socket.destroyed) return null;
    const part = rest.subarray(0, mostAtOnce);
    rest = rest.subarray(part.length);
    return part;
  };
}
