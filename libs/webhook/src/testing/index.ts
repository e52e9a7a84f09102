export { aHappening, anAttempt, anEndpoint } from './data-fixtures.js';
export type { DeliveryContractFixtures } from './delivery-contract-fixtures.js';
export { deliveryQueueContract } from './delivery-queue.contract.js';
export { memoryDeliveryQueue, type MemoryDeliveries } from './memory-deliveries.js';
export type { Happening } from './memory-store.js';
export { scriptedCourier, type Answer, type Received, type ScriptedCourier } from './scripted-courier.js';
export { sharedWakeUpsContract, type SharedWakeUpsContractFixtures } from './shared-wake-ups.contract.js';
export { virtualTime, type VirtualTime } from './virtual-time.js';
export { wakeUpsContract, type WakeUpsContractFixtures } from './wake-ups.contract.js';
