import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Page } from '../ui/page.js';

export function Unfound(): ReactNode {
  const t = useTranslations('unfound');
  return (
    <Page title={t('title')}>
      <p>
        <Link to="/">{t('home')}</Link>
      </p>
    </Page>
  );
}
