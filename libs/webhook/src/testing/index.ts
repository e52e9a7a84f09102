export { aHappening, anAttempt, anEndpoint } from './data-fixtures.js';
export type { DeliveryContractFixtures } from './delivery-contract-fixtures.js';
export { deliveryQueueContract } from './delivery-queue.contract.js';
export { eventFeedContract, type EventFeedContractFixtures } from './event-feed.contract.js';
export { memoryFeed, type FeedOwnerRow, type FeedStore, type MemoryFeed } from './memory-feed.js';
export { memoryDeliveryQueue, type MemoryDeliveries } from './memory-deliveries.js';
export { memoryWebhookPorts } from './memory-endpoints.js';
export { memoryQueue } from './memory-queue.js';
export {
  appendTo,
  newRow,
  type DeliveryStore,
  type EndpointRow,
  type Happening,
  type StoredEvent,
} from './memory-store.js';
export { scriptedCourier, type Answer, type Received, type ScriptedCourier } from './scripted-courier.js';
export { sharedWakeUpsContract, type SharedWakeUpsContractFixtures } from './shared-wake-ups.contract.js';
export { virtualTime, type VirtualTime } from './virtual-time.js';
export { wakeUpsContract, type WakeUpsContractFixtures } from './wake-ups.contract.js';
