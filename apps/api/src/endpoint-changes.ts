import { refusedUrl, signingKeys } from '@affinity-engine/adapter-delivery';
import { instantAt } from '@affinity-engine/kernel';
import { machineClock, type Settings } from '@affinity-engine/platform';
import { changeEndpoint, type WebhookWork } from '@affinity-engine/webhook';

/** Changes of endpoints by the settings of this engine. */
export const endpointChanges = (work: WebhookWork, settings: Settings) =>
  changeEndpoint(work, signingKeys, (url) => refusedUrl(url, settings), {
    now: () => instantAt(machineClock.now()),
    overlapMs: settings.signingKeyHours * 3_600_000,
  });
