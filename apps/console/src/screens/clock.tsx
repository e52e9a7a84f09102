import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useMay } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Field, Form } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Reading } from '../ui/reading.js';
import { Badge, Facts, Moment } from '../ui/values.js';

export function ClockScreen(): ReactNode {
  const t = useTranslations('clock');
  return (
    <Page title={t('title')}>
      <Reading queryKey={['clock']} read={() => answerOf(engine.GET('/ops/v1/clock'))} every={2_000}>
        {(clock) => <Shown clock={clock} />}
      </Reading>
    </Page>
  );
}

function Shown({ clock }: { readonly clock: Shape<'Clock'> }): ReactNode {
  const t = useTranslations('clock');
  const may = useMay();
  const { act, isActing, failure } = useAct((to: string) =>
    answerOf(engine.POST('/ops/v1/clock/advance', { body: { to } })),
  );
  return (
    <>
      <Facts
        items={[
          [t('now'), <Moment at={clock.now} />],
          [t('mode'), t(`modes.${clock.mode}`)],
          [t('state'), <Badge tone={clock.status === 'ready' ? 'good' : 'wait'}>{t(`states.${clock.status}`)}</Badge>],
          [t('to'), <Moment at={clock.advancing_to} />],
        ]}
      />
      {clock.mode === 'sandbox' && may('advanceClock') ? (
        <Form onSubmit={({ to = '' }) => act(`${to.length === 16 ? `${to}:00` : to}.000Z`)}>
          <p>{t('about')}</p>
          <Problem failure={failure} />
          <Field
            name="to"
            type="datetime-local"
            label={t('toUtc')}
            value={clock.now.slice(0, 16)}
            isRequired
            failure={failure}
          />
          <button type="submit" className="first" disabled={isActing || clock.status === 'advancing'}>
            {t('advance')}
          </button>
        </Form>
      ) : null}
    </>
  );
}
