import type { AlertedDam, AlertedEndpoint, DamAlert } from '@affinity-engine/webhook';

/** How many endpoints of each kind a request names; `counts` has them all. */
const mostNamed = 100;

/** An alert as it is posted to operators: identifiers, moments and answers, nothing of a person. */
export const alertBody = ({ id, at, dammed, stillDammed, drained }: DamAlert): string =>
  JSON.stringify({
    type: 'endpoints.changed',
    timestamp: at,
    data: {
      alert_id: id,
      dammed: dammed.slice(0, mostNamed).map(damWire),
      still_dammed: stillDammed.slice(0, mostNamed).map(damWire),
      drained: drained.slice(0, mostNamed).map(endpointWire),
      counts: { dammed: dammed.length, still_dammed: stillDammed.length, drained: drained.length },
    },
  });

const endpointWire = ({ endpointId, ownerId, ownerName, eventId }: AlertedEndpoint) => ({
  endpoint_id: endpointId,
  owner_id: ownerId,
  owner_name: ownerName,
  event_id: eventId,
});

const damWire = (dam: AlertedDam) => ({
  ...endpointWire(dam),
  event_type: dam.eventType,
  since: dam.since,
  failures: dam.failures,
  last_status_code: dam.statusCode,
  last_error: dam.error,
});
