import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form } from '../ui/form.js';
import { Problem } from '../ui/problem.js';
import { Secret } from '../ui/secret.js';
import { Moment } from '../ui/values.js';

/** Lets a partner’s developers in. */
export function PortalLink({
  partnerId,
  onClose,
}: {
  readonly partnerId: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations('partners');
  const { act, isActing, failure, done } = useAct((minutes: number) =>
    answerOf(
      engine.POST('/ops/v1/partners/{partner_id}/portal-links', {
        params: { path: { partner_id: partnerId } },
        body: { minutes },
      }),
    ),
  );
  return (
    <Dialog title={t('portalLink')} onClose={onClose}>
      {done === undefined ? (
        <Form onSubmit={({ minutes }) => act(Number(minutes))}>
          <p>{t('portalAbout')}</p>
          <Problem failure={failure} />
          <Field name="minutes" type="number" label={t('minutes')} value="60" isRequired failure={failure} />
          <button type="submit" className="first" disabled={isActing}>
            {t('makeLink')}
          </button>
        </Form>
      ) : (
        <>
          <Secret label={t('portalLink')} value={done.url} />
          <p>
            {t('until')} <Moment at={done.ends_at} />
          </p>
        </>
      )}
    </Dialog>
  );
}

type EndPortalProps = { readonly partner: Shape<'Partner'>; readonly onClose: () => void };

/** Keeps out whoever came, or would come, by a link. */
export function EndPortal({ partner, onClose }: EndPortalProps): ReactNode {
  const t = useTranslations('partners');
  const params = { path: { partner_id: partner.id } };
  const { act, isActing, failure, done } = useAct(() =>
    answerOf(engine.DELETE('/ops/v1/partners/{partner_id}/portal-sessions', { params })),
  );
  return (
    <Dialog title={t('endPortal')} onClose={onClose}>
      <p role="status">{done === undefined ? t('endsPortal', { name: partner.name }) : t('portalEnded', done)}</p>
      <Problem failure={failure} />
      {done === undefined ? (
        <button type="button" className="danger" disabled={isActing} onClick={() => act(undefined)}>
          {t('endPortal')}
        </button>
      ) : null}
    </Dialog>
  );
}
