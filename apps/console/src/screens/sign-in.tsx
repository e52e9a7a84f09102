import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, Refused } from '../api/engine.js';
import { useSessionChange } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';

/** Shown at every address while nobody is signed in. A provider that signs people in sends what went wrong to `/sign-in`. */
export function SignIn(): ReactNode {
  const t = useTranslations('signIn');
  const change = useSessionChange();
  const navigate = useNavigate();
  const { pathname, href, search } = useRouterState({ select: ({ location }) => location });
  const { problem } = search as { readonly problem?: string };
  const isOwnPage = pathname === '/sign-in';
  const { data: ways } = useQuery({
    queryKey: ['session', 'ways'],
    queryFn: () => answerOf(engine.GET('/session/ways')),
  });
  const { act, isActing, failure } = useAct(
    ({ email = '', password = '' }: Values) => answerOf(engine.POST('/session', { body: { email, password } })),
    (session) => {
      change(session);
      if (isOwnPage) void navigate({ to: '/' });
    },
  );
  const refused = problem === undefined ? null : new Refused(problem, 0, problem, [], null);
  const returnTo = `/console${isOwnPage ? '' : href}`;
  return (
    <Page title={t('title')}>
      <Form onSubmit={act} className="form narrow">
        <Problem failure={failure ?? refused} />
        <Field name="email" type="email" label={t('email')} autoComplete="username" isRequired />
        <Field name="password" type="password" label={t('password')} autoComplete="current-password" isRequired />
        <button type="submit" className="first" disabled={isActing}>
          {t('act')}
        </button>
      </Form>
      {ways?.openid_connect ? (
        <p>
          <a className="button" href={`/session/oidc/start?return_to=${encodeURIComponent(returnTo)}`}>
            {ways.openid_connect.label}
          </a>
        </p>
      ) : null}
      <p className="small">{t('help')}</p>
    </Page>
  );
}
