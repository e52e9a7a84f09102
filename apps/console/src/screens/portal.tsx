import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useSessionChange } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';

/**
 * Where a portal link leads: its end is good once. The person presses a button, since programs that look at links of mails would
 * use it up.
 */
export function Portal(): ReactNode {
  const t = useTranslations('portal');
  const change = useSessionChange();
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => {
    // It stays in no history and in no picture of the page.
    history.replaceState(history.state, '', location.pathname);
  }, []);
  const { act, isActing, failure } = useAct(
    (end: string) => answerOf(engine.POST('/session/portal', { body: { token: end } })),
    (session) => {
      change(session);
      void navigate({ to: '/' });
    },
  );
  return (
    <Page title={t('title')}>
      <p>{token === '' ? t('empty') : t('about')}</p>
      <Problem failure={failure} />
      {token === '' ? null : (
        <button type="button" className="first" disabled={isActing} onClick={() => act(token)}>
          {t('act')}
        </button>
      )}
    </Page>
  );
}
