import { z } from 'zod';

/** Marks identifiers that the engine gave: UUIDs, which have no case. */
export const ownId = { ownId: true } as const;

/** An identifier that the engine gave. */
export const identifier = z
  .string()
  .min(1)
  .max(64)
  .meta({ format: 'identifier', ...ownId });

/** An identifier of the catalogue, as its author wrote it. */
export const catalogueId = z.string().min(1).max(64).meta({ format: 'identifier' });

/** A day, `yyyy-mm-dd`; a full ISO moment counts as its day in São Paulo. */
export const day = z.string().max(40).meta({ format: 'civil-date', example: '2026-12-01' });

/** Minor units of the currency. */
export const cents = z.int().describe('whole cents');

export const instantText = z.string().meta({ format: 'date-time', example: '2026-11-22T12:00:00.000Z' });

/** A text that is unique or looked up: two that look the same are the same. */
export const legible = (most: number) => z.string().min(1).max(most).meta({ format: 'legible' });

/** One line of text that a person typed. */
export const line = (most: number) => z.string().min(1).max(most).meta({ format: 'line' });
