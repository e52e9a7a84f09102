import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine } from '../api/engine.js';
import { useSessionChange } from '../app/session.js';
import { useAct } from '../ui/acting.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';

export function SignIn(): ReactNode {
  const t = useTranslations('signIn');
  const change = useSessionChange();
  const { act, isActing, failure } = useAct(
    ({ email = '', password = '' }: Values) => answerOf(engine.POST('/session', { body: { email, password } })),
    change,
  );
  return (
    <Page title={t('title')}>
      <Form onSubmit={act} className="form narrow">
        <Problem failure={failure} />
        <Field name="email" type="email" label={t('email')} autoComplete="username" isRequired />
        <Field name="password" type="password" label={t('password')} autoComplete="current-password" isRequired />
        <button type="submit" className="first" disabled={isActing}>
          {t('act')}
        </button>
      </Form>
      <p className="small">{t('help')}</p>
    </Page>
  );
}
