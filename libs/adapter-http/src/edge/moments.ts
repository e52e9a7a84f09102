import { instant, isPlainDate, utcHour, type Instant } from '@affinity-engine/kernel';
import { z } from 'zod';

/** A moment, or a day for its beginning in UTC. */
export const moment = z
  .string()
  .max(40)
  .meta({ format: 'moment', example: '2022-10-18T00:00:00.000Z' })
  .describe('ISO 8601 with an offset, or a day for its beginning in UTC');

/** Reads a moment; a day means its beginning in UTC. @throws INSTANT-INVALID */
export const momentFrom = (text: string): Instant => (isPlainDate(text) ? utcHour(text) : instant(text));
