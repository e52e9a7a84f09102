export { callLimits, type CallLimitSettings, type Exceeded } from './call-limits.js';
export { businessClock, chance, machineClock, uuids } from './clocks.js';
export { drain, engineCourier, startDelivery, type DeliveryParts } from './delivery.js';
export { hasRoom } from './disk-space.js';
export { documentFiles } from './document-files.js';
export { engineKeys, type Keys } from './keys.js';
export { listeningUrl } from './listening-url.js';
export { stderrLogger } from './logs.js';
export { assertSecret, openEngineStore, storeSettings, type StoreParts } from './open-engine-store.js';
export { runApp, type Running } from './run-app.js';
export { randomSecrets, recentFailedLogins } from './secrets.js';
export {
  helpText,
  readSettings,
  SettingsInvalid,
  settingsTable,
  type LogLevel,
  type Mode,
  type Settings,
} from './settings.js';
