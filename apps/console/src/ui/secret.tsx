import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Id } from './values.js';

/** A secret that is shown once: the engine keeps only what it needs to check it. */
export function Secret({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const t = useTranslations('common');
  return (
    <div className="notice" role="status">
      <p>
        <strong>{label}</strong>
      </p>
      <p className="secret">
        <Id value={value} />
      </p>
      <p>{t('once')}</p>
    </div>
  );
}
