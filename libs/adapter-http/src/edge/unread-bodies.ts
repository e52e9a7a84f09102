import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** How long a caller may go on sending a body that was refused, and how long a stranger has to read why. */
const [patienceMs, lingerMs] = [5_000, 2_000];
/** What a stranger may send after its refusal. */
const mostBytes = 64 * 1024;
/** What takes about as long as a list. */
const largeBytes = 16 * 1024;

/**
 * Reads and drops the rest of a refused body. A caller that still sends does not read the answer yet, and would lose it
 * if the connection were closed.
 */
export function drainBody(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, patienceMs);
    request.once('end', done).once('close', done).resume();
    if (request.readableEnded || request.destroyed) done();
  });
}

/** Whether the rest of a body may be so long that it is not worth to be read for a stranger. */
export function isLong({ headers, complete }: IncomingMessage): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > mostBytes;
}

/** Whether a body is announced that takes long to read and check. */
export const isLarge = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > largeBytes;

/**
 * Answers without reading the rest of a body, and says that the connection is closed, so that no caller sends its next request on
 * it. Node would destroy the connection as soon as such an answer has left, and a caller that still sends would lose the answer:
 * here only our side is ended, and the connection is destroyed once the caller had time to read.
 */
export function closeUnread({ socket }: IncomingMessage, response: ServerResponse): void {
  socket.destroySoon = () => void socket.end();
  response.once('finish', () => {
    setImmediate(() => socket.pause());
    setTimeout(() => socket.destroy(), lingerMs).unref();
  });
}
