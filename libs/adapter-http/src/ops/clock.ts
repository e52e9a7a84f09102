import { plus } from '@affinity-engine/kernel';
import { z } from 'zod';
import { edgeError, inputInvalid } from '../edge/errors.js';
import { enumerated, named } from '../edge/marks.js';
import { routesFor, type Route } from '../edge/route.js';
import { about, moment, momentOf, shown } from '../edge/schemas.js';
import type { ClockReading } from './clock-travel.js';
import type { OpsUseCases } from './use-cases.js';

const route = routesFor({ tag: 'Operators', callers: ['admin'] });

/** So far the clock goes with one call, in years. */
const mostYears = 10;

const reading = z
  .object({
    now: shown.moment('business time'),
    mode: z.enum(['sandbox', 'production']).meta(
      enumerated('ClockMode', 'Whether the clock can be moved', {
        sandbox: 'it can be moved on',
        production: 'it is that of the machine',
      }),
    ),
    status: z.enum(['ready', 'advancing']).meta(
      enumerated('ClockStatus', 'Whether the clock is on its way', {
        ready: 'it flows with the time of the machine',
        advancing: 'it is on its way, and stops at each moment that something is due at',
      }),
    ),
    advancing_to: shown.moment('where it is going; null: nowhere').nullable().meta({ example: null }),
  })
  .meta(named('Clock', 'Business time'));

const advanceBody = z
  .strictObject({ to: moment.meta(about('a moment after now', '2027-01-01T12:00:00.000Z')) })
  .meta(named('ClockAdvanceInput', 'Where the clock of a sandbox goes'));

/** Business time, which a sandbox can move on. */
export const clockRoutes = ({ clockTravel }: OpsUseCases): readonly Route[] => {
  const present = ({ now, goesTo }: ClockReading) => ({
    now,
    mode: clockTravel.isSandbox ? 'sandbox' : 'production',
    status: goesTo === null ? 'ready' : 'advancing',
    advancing_to: goesTo,
  });
  return [
    route({
      call: 'GET /ops/v1/clock',
      operationId: 'getClock',
      summary: 'Business time',
      description: 'In a sandbox it may be ahead of the time of the machine.',
      answer: reading,
      act: () => clockTravel.read(),
      present,
    }),
    route({
      call: 'POST /ops/v1/clock/advance',
      operationId: 'advanceClock',
      summary: 'Move the clock of a sandbox on',
      description:
        'It stops at each moment on the way that something is due at: covers and quotations end, insurers answer, events are made, each in its order and at its own time. Never back, at most ten years with one call. `GET /ops/v1/clock` says when it is there.',
      body: advanceBody,
      answer: reading,
      act: async ({ body, caller }) => {
        if (!clockTravel.isSandbox) throw edgeError('CLOCK-FIXED');
        const { now } = await clockTravel.read();
        const [to, last] = [momentOf(body.to), plus(now, { days: mostYears * 365 })];
        if (to <= now) throw inputInvalid([{ path: 'to', expected: `a moment after ${now}` }]);
        if (to > last) throw inputInvalid([{ path: 'to', expected: `a moment up to ${last}` }]);
        await clockTravel.advance(to, caller.clientId);
        return clockTravel.read();
      },
      present,
    }),
  ];
};
