import type { AlertChannel, DamAlert } from './alert-ports.js';
import type { Endpoint } from './endpoint.js';
import type { Courier } from './ports.js';

/** Where alerts are posted, and the key that signs them. */
export type AlertWebhook = { readonly url: string; readonly secret: string };

/**
 * Alerts as signed webhooks, in the form of all others: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
 * @param bodyOf writes an alert as JSON
 */
export const alertsByWebhook = (
  courier: Courier,
  { url, secret }: AlertWebhook,
  bodyOf: (alert: DamAlert) => string,
): AlertChannel => ({
  name: 'webhook',
  async send(alert) {
    const endpoint: Endpoint = {
      ...{ id: 'alerts', ownerId: 'operator', url, secrets: [secret], rotationEndsAt: null, eventTypes: null },
      ...{ ordering: 'endpoint', paused: false, disabled: false, createdAt: alert.at, version: 1 },
    };
    const event = {
      ...{ id: `alert_${alert.id}`, endpointId: endpoint.id, sequence: alert.number, type: 'endpoints.changed' },
      ...{ subject: '', body: bodyOf(alert), occurredAt: alert.at },
    };
    const { statusCode, error } = await courier.send(endpoint, event, { replay: false });
    if (statusCode === null || statusCode < 200 || statusCode > 299) {
      throw new Error(`the webhook for alerts was answered ${String(statusCode ?? error)}`);
    }
  },
});
