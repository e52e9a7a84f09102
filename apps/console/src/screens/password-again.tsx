import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { askPassword, useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type PasswordAgainProps = { readonly then: () => void; readonly email: string | null };

/** What cannot be undone, shows a secret or says where secrets go asks for the password first; of who came by a link, for a new link. */
export function PasswordAgain({ then, email }: PasswordAgainProps): ReactNode {
  const t = useTranslations('signIn');
  if (email !== null) return <Asked then={then} email={email} />;
  return (
    <Dialog title={t('byLink')} onClose={() => askPassword(null)}>
      <p>{t('newLink')}</p>
    </Dialog>
  );
}

function Asked({ then, email }: PasswordAgainProps & { readonly email: string }): ReactNode {
  const t = useTranslations('signIn');
  const queries = useQueryClient();
  const { data: ways } = useQuery({
    queryKey: ['session', 'ways'],
    queryFn: () => answerOf(engine.GET('/session/ways')),
  });
  const href = useRouterState({ select: ({ location }) => location.href });
  const { act, isActing, failure } = useAct(
    ({ password = '' }: Values) => answerOf(engine.POST('/session', { body: { email, password } })),
    (session) => {
      queries.setQueryData(['session'], session);
      askPassword(null);
      then();
    },
  );
  return (
    <Dialog title={t('again')} onClose={() => askPassword(null)}>
      <p>{t('why')}</p>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <Field name="password" type="password" label={t('password')} autoComplete="current-password" isRequired />
        <button type="submit" className="first" disabled={isActing}>
          {t('go')}
        </button>
      </Form>
      {ways?.openid_connect ? (
        <p>
          <a
            className="button"
            href={`/session/oidc/start?again=true&return_to=${encodeURIComponent(`/console${href}`)}`}
          >
            {ways.openid_connect.label}
          </a>
        </p>
      ) : null}
    </Dialog>
  );
}
