import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import { useFormat } from '../app/format.js';
import type { Tone } from '../ui/values.js';

type Endpoint = Shape<'WebhookEndpoint'>;
export type EndpointState = 'disabled' | 'paused' | 'noUrl' | 'dammed' | 'waiting' | 'flowing';

/** How an endpoint stands: the first that holds. */
export function stateOf(endpoint: Endpoint): EndpointState {
  if (endpoint.disabled) return 'disabled';
  if (endpoint.paused) return 'paused';
  if (endpoint.url === null) return 'noUrl';
  if (endpoint.dam !== null) return 'dammed';
  return endpoint.waiting > 0 ? 'waiting' : 'flowing';
}

export const tones: Readonly<Record<EndpointState, Tone>> = {
  disabled: 'calm',
  paused: 'wait',
  noUrl: 'wait',
  dammed: 'bad',
  waiting: 'wait',
  flowing: 'good',
};

/** The line of an endpoint as a picture: what was delivered, the head that is held, what waits behind it. */
export function DeliveryLine({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  const t = useTranslations('line');
  const format = useFormat();
  const { delivered_sequence: delivered, last_sequence: last, waiting, dam } = endpoint;
  const head = dam?.sequence ?? (waiting > 0 ? delivered + 1 : null);
  const says = t('says', {
    delivered: format.count(delivered),
    head: head === null ? '–' : format.count(head),
    waiting: format.count(waiting),
  });
  return (
    <span className="line" role="img" aria-label={says} title={says}>
      <span className="line-done">{delivered === 0 ? '' : format.count(delivered)}</span>
      {head === null ? null : (
        <span className={dam === null ? 'line-head' : 'line-head dammed'}>{format.count(head)}</span>
      )}
      {last > (head ?? last) ? <span className="line-wait">+{format.count(last - (head ?? last))}</span> : null}
    </span>
  );
}
