import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Act } from '../ui/acting.js';
import { Sure } from '../ui/sure.js';
import { Badge } from '../ui/values.js';

/** Whether a key is good. */
export function KeyState({ isOpen }: { readonly isOpen: boolean }): ReactNode {
  const t = useTranslations('keys');
  return <Badge tone={isOpen ? 'good' : 'calm'}>{t(isOpen ? 'open' : 'revoked')}</Badge>;
}

type KeyActsProps = {
  readonly id: string;
  readonly rotate: Act<string, unknown>;
  /** Left out where it is not for the person. */
  readonly revoke?: Act<string, unknown>;
};

/** What can be done with a key: both end the secret that is in use, so both ask. */
export function KeyActs({ id, rotate, revoke }: KeyActsProps): ReactNode {
  const t = useTranslations('keys');
  const isActing = rotate.isActing || revoke?.isActing === true;
  return (
    <>
      <Sure label={t('rotate')} question={t('rotates')} isActing={isActing} onSure={() => rotate.act(id)} />{' '}
      {revoke === undefined ? null : (
        <Sure label={t('revoke')} question={t('sure')} isActing={isActing} onSure={() => revoke.act(id)} isDanger />
      )}
    </>
  );
}
