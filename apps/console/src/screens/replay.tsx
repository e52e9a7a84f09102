import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Shape } from '../api/engine.js';
import { useWebhookCalls } from '../api/webhooks.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type ReplayProps = { readonly endpoint: Shape<'WebhookEndpoint'>; readonly onClose: () => void };

/** Sends a range again. First it says how many events that are. */
export function Replay({ endpoint, onClose }: ReplayProps): ReactNode {
  const t = useTranslations('replay');
  const calls = useWebhookCalls();
  const [range, setRange] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const counted = useAct((wanted: { readonly from: number; readonly to: number }) =>
    calls.replay(endpoint.id, { ...wanted, dry_run: true }),
  );
  const sent = useAct((wanted: { readonly from: number; readonly to: number }) => calls.replay(endpoint.id, wanted));
  const count = ({ from, to }: Values): void => {
    const wanted = { from: Number(from), to: Number(to) };
    setRange(wanted);
    counted.act(wanted);
  };
  const first = Math.max(1, endpoint.first_kept_sequence);
  return (
    <Dialog title={t('title')} onClose={onClose}>
      {sent.done === undefined ? (
        <>
          <p>{t('about', { first })}</p>
          <Form onSubmit={count}>
            <Problem failure={counted.failure} />
            <Field
              name="from"
              type="number"
              label={t('from')}
              value={String(first)}
              isRequired
              failure={counted.failure}
            />
            <Field
              name="to"
              type="number"
              label={t('to')}
              value={String(Math.max(first, endpoint.delivered_sequence))}
              isRequired
              failure={counted.failure}
            />
            <button type="submit" disabled={counted.isActing}>
              {t('count')}
            </button>
          </Form>
          {counted.done === undefined || range === null ? null : (
            <>
              <p role="status">{t('counted', { count: counted.done.replayed })}</p>
              <Problem failure={sent.failure} />
              <button type="button" className="first" disabled={sent.isActing} onClick={() => sent.act(range)}>
                {t('act')}
              </button>
            </>
          )}
        </>
      ) : (
        <p role="status">{t('sent', { count: sent.done.replayed })}</p>
      )}
    </Dialog>
  );
}
