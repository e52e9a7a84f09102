import type { Brand } from '@affinity-engine/catalogue';

/** The colors of every document. */
export const colors = {
  ink: '#1d2733',
  soft: '#5b6775',
  line: '#c9d3de',
  paper: '#ffffff',
  warning: '#b3261e',
} as const;

/** The colors of a document that its insurer may choose, and the picture of its insurer. */
export type Dress = {
  /** White letters are written on it. */
  readonly accent: string;
  readonly tint: string;
  readonly pale: string;
  readonly logo: Buffer | null;
};

const usualColor = '#15426b';

/** The dress of an insurer's documents: its own color, or the usual one. */
export function dressOf({ color = usualColor, logo }: Partial<Brand> = {}): Dress {
  return {
    accent: color,
    tint: lighter(color, 0.93),
    pale: lighter(color, 0.82),
    logo: logo === undefined ? null : Buffer.from(logo, 'base64'),
  };
}

/** A color mixed with this part of white. */
function lighter(color: string, white: number): string {
  const parts = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16);
    return Math.round(part + (255 - part) * white)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
