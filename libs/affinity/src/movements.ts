import type { PlainDate } from '@affinity-engine/kernel';
import type { MovedCertificate } from './movement.js';
import type { AffinityPlace } from './ports.js';

/** The sections of the movements of a product, in their order. */
export const movementSections = ['issues', 'cancellations'] as const;

export type MovementSection = (typeof movementSections)[number];

/** A place in a section: the moment of the issue, or the day of the cancellation, and the identifier. */
export type MovementPlace = AffinityPlace;

export type MovementQuery = {
  readonly productId: string;
  /** Of one of these versions. */
  readonly productVersions: readonly string[];
  readonly section: MovementSection;
  /** The first day of business time. */
  readonly from: PlainDate;
  /** The last day, itself included. */
  readonly to: PlainDate;
  readonly rows: number;
  /** Goes on behind this place. */
  readonly after?: MovementPlace | undefined;
};

/** Reads what moved, over the certificates of all partners. */
export interface CertificateMovements {
  /**
   * The certificates of a product that were issued, or canceled after they were issued, in a span of days: by the moment of the issue,
   * or the day of the cancellation; equal ones by identifier.
   */
  page(query: MovementQuery): Promise<readonly MovedCertificate[]>;
}
