import { businessDay } from '@affinity-engine/kernel';
import type { Affinity, Partner } from '../affinity.js';
import type { MovedCertificate } from '../movement.js';
import type { CertificateMovements, MovementPlace, MovementSection } from '../movements.js';

/** What moved, in memory. */
export function memoryMovements(
  affinities: () => readonly Affinity[],
  partners: () => readonly Partner[],
): CertificateMovements {
  return {
    page: async ({ productId, productVersions, section, from, to, rows, after }) =>
      affinities()
        .filter((each) => each.productId === productId && productVersions.includes(each.productVersion))
        .flatMap((affinity) => {
          const { day, ...place } = placeIn(section, affinity);
          return day !== null && day >= from && day <= to ? [{ affinity, place }] : [];
        })
        .filter(({ place }) => after === undefined || order(place, after) > 0)
        .sort((one, other) => order(one.place, other.place))
        .slice(0, rows)
        .map(({ affinity }) => moved(affinity)),
  };

  function moved({ cancellation, ...affinity }: Affinity): MovedCertificate {
    const { id, partnerId, productId, productVersion, planId, certificateNumber } = affinity;
    const { lifetimeStart, lifetimeEnd, premium, issuedAt, dateEnd, renewedFrom } = affinity;
    const { description: _description, ...ending } = cancellation ?? { description: null };
    return {
      ...{ id, partnerId, productId, productVersion, planId, certificateNumber },
      ...{ lifetimeStart, lifetimeEnd, premium, issuedAt, dateEnd },
      partnerName: partners().find((partner) => partner.id === partnerId)?.name ?? '',
      originalNumber: affinities().find((each) => each.id === renewedFrom)?.certificateNumber ?? null,
      cancellation: cancellation === null ? null : (ending as MovedCertificate['cancellation']),
    };
  }
}

function placeIn(section: MovementSection, { id, issuedAt, dateEnd }: Affinity) {
  if (issuedAt === null) return { day: null, value: '', id };
  if (section === 'issues') return { day: businessDay(issuedAt), value: issuedAt, id };
  return { day: dateEnd, value: dateEnd ?? '', id };
}

const order = (one: MovementPlace, other: MovementPlace): number =>
  compare(one.value, other.value) || compare(one.id, other.id);

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
