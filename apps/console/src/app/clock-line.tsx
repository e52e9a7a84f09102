import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Moment } from '../ui/values.js';
import { useClock } from './engine-time.js';

/** In a sandbox, the time that the engine's rules see: it may be far from that of the wall. */
export function ClockLine(): ReactNode {
  const t = useTranslations('clock');
  const { data } = useClock();
  if (data?.mode !== 'sandbox') return null;
  return (
    <section className="clock-line" aria-label={t('title')}>
      <strong>{t('sandbox')}</strong> <Moment at={data.now} />{' '}
      {data.status === 'advancing' ? <span>{t('advancing')}</span> : null} <Link to="/clock">{t('travel')}</Link>
    </section>
  );
}
