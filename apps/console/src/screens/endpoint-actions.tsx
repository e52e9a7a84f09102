import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useWebhookCalls } from '../api/webhooks.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form } from '../ui/form.js';
import { Problem } from '../ui/problem.js';
import { Secret } from '../ui/secret.js';
import { Replay } from './replay.js';

type Endpoint = Shape<'WebhookEndpoint'>;
type Asked = 'url' | 'rotate' | 'skip' | 'replay' | null;

/** What can be done with a line: mend where it goes, try, hold, sign anew, pass over the head. */
export function EndpointActions({ endpoint }: { readonly endpoint: Endpoint }): ReactNode {
  const t = useTranslations('endpoint');
  const calls = useWebhookCalls();
  const may = useMay();
  const [asked, ask] = useState<Asked>(null);
  const { id, paused, rotation_ends_at: rotates, dam } = endpoint;
  const change = useAct((body: Parameters<typeof calls.change>[1]) => calls.change(id, body));
  const ping = useAct(() => calls.ping(id));
  const mayChange = may('changeWebhookEndpoint') || may('changeOwnWebhookEndpoint');
  const close = (): void => ask(null);
  return (
    <div className="actions">
      {mayChange ? (
        <>
          <button type="button" onClick={() => ask('url')}>
            {t('changeUrl')}
          </button>
          <button type="button" disabled={change.isActing} onClick={() => change.act({ paused: !paused })}>
            {paused ? t('resume') : t('pause')}
          </button>
        </>
      ) : null}
      {endpoint.url === null ? null : (
        <button type="button" disabled={ping.isActing} onClick={() => ping.act(undefined)}>
          {t('ping')}
        </button>
      )}
      <button type="button" onClick={() => ask('replay')}>
        {t('replay')}
      </button>
      {mayChange ? (
        <button type="button" onClick={() => ask('rotate')}>
          {rotates === null ? t('rotate') : t('endRotation')}
        </button>
      ) : null}
      {may('skipHead') && dam !== null ? (
        <button type="button" className="danger" onClick={() => ask('skip')}>
          {t('skip')}
        </button>
      ) : null}
      <Problem failure={change.failure ?? ping.failure} />
      <p role="status">{ping.done === undefined ? '' : <Pinged result={ping.done} />}</p>
      {asked === 'url' ? <Address endpoint={endpoint} onClose={close} /> : null}
      {asked === 'rotate' ? <Rotation endpoint={endpoint} onClose={close} /> : null}
      {asked === 'skip' ? <Skip endpoint={endpoint} onClose={close} /> : null}
      {asked === 'replay' ? <Replay endpoint={endpoint} onClose={close} /> : null}
    </div>
  );
}

function Pinged({ result }: { readonly result: Shape<'PingResult'> }): ReactNode {
  const t = useTranslations('endpoint');
  const answer = result.status_code ?? result.error ?? '';
  return t(result.delivered ? 'pinged' : 'pingFailed', { answer, duration: result.duration_ms });
}

type AskedProps = { readonly endpoint: Endpoint; readonly onClose: () => void };

function Address({ endpoint, onClose }: AskedProps): ReactNode {
  const t = useTranslations('endpoint');
  const calls = useWebhookCalls();
  const { act, isActing, failure } = useAct((url: string | null) => calls.change(endpoint.id, { url }), onClose);
  return (
    <Dialog title={t('changeUrl')} onClose={onClose}>
      <Form onSubmit={({ url }) => act(url ?? null)}>
        <Problem failure={failure} />
        <Field
          name="url"
          type="url"
          label={t('url')}
          value={endpoint.url ?? ''}
          hint={t('urlHint')}
          failure={failure}
        />
        <button type="submit" className="first" disabled={isActing}>
          {t('save')}
        </button>
      </Form>
    </Dialog>
  );
}

/** Both keys sign until the receiver knows the new one: then the old one is ended. */
function Rotation({ endpoint, onClose }: AskedProps): ReactNode {
  const t = useTranslations('endpoint');
  const calls = useWebhookCalls();
  const ends = endpoint.rotation_ends_at !== null;
  const { act, isActing, failure, done } = useAct(() =>
    calls.change(endpoint.id, ends ? { end_rotation: true } : { rotate_secret: true }),
  );
  if (done?.secret !== undefined) {
    return (
      <Dialog title={t('rotate')} onClose={onClose}>
        <Secret label={t('newSecret')} value={done.secret} />
        <p>{t('bothSign')}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={ends ? t('endRotation') : t('rotate')} onClose={onClose}>
      <p>{done === undefined ? t(ends ? 'endsNow' : 'rotates') : t('ended')}</p>
      <Problem failure={failure} />
      {done === undefined ? (
        <button type="button" className="first" disabled={isActing} onClick={() => act(undefined)}>
          {t('go')}
        </button>
      ) : null}
    </Dialog>
  );
}

function Skip({ endpoint, onClose }: AskedProps): ReactNode {
  const t = useTranslations('endpoint');
  // The head that was shown when the person decided: the engine refuses if it is another one by now.
  const [dam] = useState(endpoint.dam);
  const eventId = dam?.event_id;
  const { act, isActing, failure } = useAct(
    (reason: string) =>
      answerOf(
        engine.POST('/ops/v1/webhook-endpoints/{endpoint_id}/skip-head', {
          params: { path: { endpoint_id: endpoint.id } },
          body: { reason, ...(eventId === undefined ? {} : { event_id: eventId }) },
        }),
      ),
    onClose,
  );
  return (
    <Dialog title={t('skip')} onClose={onClose}>
      <p>{t('skips', { sequence: dam?.sequence ?? 0 })}</p>
      <Form onSubmit={({ reason = '' }) => act(reason)}>
        <Problem failure={failure} />
        <Field name="reason" label={t('reason')} isRequired failure={failure} />
        <button type="submit" className="danger" disabled={isActing}>
          {t('skip')}
        </button>
      </Form>
    </Dialog>
  );
}
