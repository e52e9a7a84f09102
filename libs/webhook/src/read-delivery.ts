import { sequenceOf, type EndpointId } from './endpoint.js';
import { endpointOf } from './endpoints.js';
import { webhookError } from './errors.js';
import type { Delivery, DeliveryLists } from './delivery-lists.js';
import type { WebhookWork } from './ports.js';

/** One event of an endpoint with its attempts; with `ownerId`, of an endpoint of this owner. @throws ENDPOINT-UNKNOWN, EVENT-UNKNOWN */
export const readDelivery =
  (work: WebhookWork, lists: Pick<DeliveryLists, 'delivery'>) =>
  async (id: EndpointId, eventId: string, ownerId?: string): Promise<Delivery> => {
    await work.run(({ endpoints }) => endpointOf(endpoints, id, ownerId));
    const sequence = sequenceOf(id, eventId);
    const found = sequence === null ? null : await lists.delivery(id, sequence);
    if (found === null) throw webhookError('EVENT-UNKNOWN', { eventId });
    return found;
  };
