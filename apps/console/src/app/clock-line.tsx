import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { Moment } from '../ui/values.js';

/** In a sandbox, the time that the engine's rules see: it may be far from that of the wall. */
export function ClockLine(): ReactNode {
  const t = useTranslations('clock');
  const { data } = useQuery({
    queryKey: ['clock'],
    queryFn: () => answerOf(engine.GET('/ops/v1/clock')),
    refetchInterval: 30_000,
  });
  if (data?.mode !== 'sandbox') return null;
  return (
    <section className="clock-line" aria-label={t('title')}>
      <strong>{t('sandbox')}</strong> <Moment at={data.now} />{' '}
      {data.status === 'advancing' ? <span>{t('advancing')}</span> : null} <Link to="/clock">{t('travel')}</Link>
    </section>
  );
}
