export { callLimits, type CallLimitSettings, type Exceeded } from './call-limits.js';
export { listeningUrl } from './listening-url.js';
export { businessClock, chance, machineClock, uuids } from './clocks.js';
export { documentFiles } from './document-files.js';
export { engineKeys, type Keys } from './keys.js';
export { stderrLogger } from './logs.js';
export { hasRoom } from './room.js';
export { randomSecrets, wrongSecretsOfAMinute } from './secrets.js';
export {
  helpText,
  readSettings,
  SettingsInvalid,
  settingsTable,
  type LogLevel,
  type Mode,
  type Settings,
} from './settings.js';
