import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from './admission.js';
import { networkOf } from './caller-network.js';
import { working } from './connections.js';
import { edgeError, overloaded } from './errors.js';
import type { Pace } from './pace.js';
import type { Rate } from './rate.js';

export type Refuse = (request: IncomingMessage, response: ServerResponse, error: Error) => void;

/**
 * Who is let in. A caller that has proved who it is gets its room, or its refusal, before anything else is done for the
 * request: refusals must cost little when there are many.
 */
export function gateOf(
  { admission, rate, pace }: { readonly admission: Admission; readonly rate: Rate; readonly pace: Pick<Pace, 'trust'> },
  nameOf: (request: IncomingMessage) => string | undefined,
) {
  const names = new WeakMap<IncomingMessage, string>();
  return {
    /** Handles a request, or refuses it. */
    screening:
      (handle: RequestListener, refuse: Refuse): RequestListener =>
      (request, response) => {
        const name = nameOf(request);
        if (name !== undefined) {
          const seconds = rate.secondsToWait(name);
          if (seconds > 0) return refuse(request, response, edgeError('RATE-EXCEEDED', { seconds }));
          const leave = admission.caller(name);
          if (leave === null) return refuse(request, response, overloaded);
          names.set(request, name);
          pace.trust({ ip: request.socket.remoteAddress ?? '' });
          const rest = working(request);
          response.once('close', () => (leave(), rest()));
        }
        handle(request, response);
      },
    /** Whose request it is: a caller by its name, a stranger by its network. */
    keyOf: (request: FastifyRequest): string => names.get(request.raw) ?? networkOf(request),
    /** Whether it has not proved who sends it. */
    isStranger: ({ raw }: FastifyRequest): boolean => !names.has(raw),
    /**
     * Takes room for the request of a stranger until its answer has left, also where it is not read. A caller has its room
     * already.
     * @returns how long it has to wait for its turn. @throws OVERLOADED
     */
    admit(request: FastifyRequest, reply: FastifyReply): number {
      if (names.has(request.raw)) return 0;
      const entered = admission.stranger(request);
      if (entered === null) throw overloaded;
      reply.raw.once('close', entered.leave);
      return entered.waitMs;
    },
  };
}
