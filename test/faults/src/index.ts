export { crashUnderLoad, type CrashOutcome, type CrashScenario } from './crashes.js';
export { proveDelivery, type DeliveryOutcome, type DeliveryScenario } from './deliveries-under-faults.js';
export { raceTwoProcesses, type RaceOutcome } from './races.js';
export { raceTwoStores } from './store-races.js';
export { proveLifecycle, type ModelOutcome } from './model.js';
export { upgradeUnderLoad, type UpgradeOutcome, type UpgradeScenario } from './upgrade.js';
export { clusterUnderFailures, type ClusterOutcome, type ClusterScenario } from './cluster-under-failures.js';
export { startCluster, type Cluster, type Member } from './cluster-processes.js';
export { engineInProcess, type EngineInProcess, type InProcessOptions } from './engine-in-process.js';
