import { instant, isPlainDate, startOfDay, type Instant } from '@affinity-engine/kernel';
import { z } from 'zod';

/** Marks identifiers that the engine gave: UUIDs, which have no case. */
export const ownId = { '@ownId': true } as const;

/** What a part of a request or an answer is, and an example of it. */
export const about = (description: string, example?: unknown) =>
  example === undefined ? { description } : { description, example };

/** An identifier that the engine gave. */
export const identifier = z
  .string()
  .min(1)
  .max(64)
  .meta({ format: 'identifier', ...ownId });

/** An identifier of the catalogue, as its author wrote it. */
export const catalogueId = z.string().min(1).max(64).meta({ format: 'identifier', example: 'personal-life' });

/** A day, `yyyy-mm-dd`; a full ISO moment counts as its day in São Paulo. */
export const day = z.string().max(40).meta({ format: 'civil-date', example: '2026-12-01' });

/** Minor units of the currency. */
export const cents = z.int().meta(about('whole cents', 4990));

/** A moment with its offset, or a day: its start in São Paulo. {@link momentOf} reads it. */
export const moment = z.string().max(40).meta({ format: 'moment', example: '2026-11-22T12:00:00.000Z' });

export const momentOf = (text: string): Instant => (isPlainDate(text) ? startOfDay(text) : instant(text));

export const instantText = z.string().meta({ format: 'date-time', example: '2026-11-22T12:00:00.000Z' });

/** A text that is unique or looked up: two that look the same are the same. */
export const legible = (most: number) => z.string().min(1).max(most).meta({ format: 'legible' });

/** One line of text that a person typed. */
export const line = (most: number) => z.string().min(1).max(most).meta({ format: 'line' });

/** Parts of answers, each with what it is. */
export const shown = {
  text: (description: string, example: string) => z.string().meta({ description, example }),
  id: (description: string) => z.string().meta({ description, format: 'uuid' }),
  day: (description: string, example = '2026-12-01') => z.string().meta({ description, format: 'date', example }),
  moment: (description: string) => instantText.describe(description),
  url: (description: string, example: string) => z.string().meta({ description, format: 'uri', example }),
  flag: (description: string) => z.boolean().meta({ description }),
  count: (description: string, example: number) => z.int().meta({ description, example }),
  cents: (description: string, example = 4990) =>
    z.int().meta({ description: `${description}, in whole cents`, example }),
} as const;

/** Where a list goes on: what the next call sends as `cursor`. */
export const nextCursor = z
  .string()
  .nullable()
  .meta(about('what the call for the next page sends as `cursor`; null on the last page', null));
