import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { usePartners } from '../api/names.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/form.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Problem } from '../ui/problem.js';
import { Sure } from '../ui/sure.js';
import { Badge, Moment } from '../ui/values.js';
import type { FormEvent } from 'react';

type User = Shape<'User'>;
type Role = Shape<'UserRole'>;
const roles = [
  ...['admin', 'operations', 'underwriter', 'programme', 'broker', 'compliance', 'partner-developer'],
] as const as readonly Role[];

export function Users(): ReactNode {
  const t = useTranslations('users');
  const names = useTranslations('roles');
  const [opened, open] = useState<User | 'new' | null>(null);
  return (
    <Page
      title={t('title')}
      actions={
        <button type="button" onClick={() => open('new')}>
          {t('create')}
        </button>
      }
    >
      {opened === null ? null : <Opened user={opened === 'new' ? null : opened} onClose={() => open(null)} />}
      <List
        caption={t('title')}
        queryKey={['users']}
        keyOf={({ id }) => id}
        empty={t('empty')}
        csv={{ path: '/ops/v1/users' }}
        read={(cursor?: string) =>
          answerOf(
            engine.GET('/ops/v1/users', {
              params: { query: { rows: 50, ...(cursor === undefined ? {} : { cursor }) } },
            }),
          )
        }
        columns={[
          { head: t('name'), cell: ({ name }) => <strong>{name}</strong> },
          { head: t('email'), cell: ({ email }) => email },
          { head: t('roles'), cell: (user) => user.roles.map((role) => names(role)).join(', ') },
          {
            head: t('state'),
            cell: ({ disabled_at, has_password }) => (
              <Badge tone={disabled_at === null ? (has_password ? 'good' : 'wait') : 'calm'}>
                {t(disabled_at === null ? (has_password ? 'open' : 'noPassword') : 'disabled')}
              </Badge>
            ),
          },
          { head: t('created'), cell: ({ created_at }) => <Moment at={created_at} /> },
          {
            head: t('change'),
            cell: (user) => (
              <button type="button" onClick={() => open(user)}>
                {t('change')}
              </button>
            ),
          },
        ]}
      />
    </Page>
  );
}

function Opened({ user, onClose }: { readonly user: User | null; readonly onClose: () => void }): ReactNode {
  const t = useTranslations('users');
  const names = useTranslations('roles');
  const partners = usePartners();
  const save = useAct((form: FormData) => saveUser(user, form), onClose);
  const params = { path: { user_id: user?.id ?? '' } };
  const end = useAct(() => answerOf(engine.DELETE('/ops/v1/users/{user_id}/sessions', { params })), onClose);
  const unbind = useAct(
    () => answerOf(engine.PATCH('/ops/v1/users/{user_id}', { params, body: { unbind_provider: true } })),
    onClose,
  );
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    save.act(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={user === null ? t('create') : user.name} onClose={onClose}>
      <form className="form" onSubmit={send}>
        <Problem failure={save.failure ?? end.failure ?? unbind.failure} />
        <Field name="name" label={t('name')} value={user?.name ?? ''} isRequired failure={save.failure} />
        {user === null ? (
          <Field name="email" type="email" label={t('email')} isRequired failure={save.failure} />
        ) : null}
        <fieldset className="choice">
          <legend>{t('roles')}</legend>
          {roles.map((role) => (
            <label key={role}>
              <input type="checkbox" name="roles" value={role} defaultChecked={user?.roles.includes(role) ?? false} />
              {names(role)}
            </label>
          ))}
        </fieldset>
        <Field
          name="partner_id"
          label={t('partner')}
          hint={t('partnerHint')}
          options={partners}
          value={user?.partner_id ?? ''}
          failure={save.failure}
        />
        <Field
          name="password"
          type="password"
          autoComplete="new-password"
          label={t('password')}
          hint={t('passwordHint')}
          failure={save.failure}
        />
        {user === null ? null : (
          <label>
            <input type="checkbox" name="disabled" defaultChecked={user.disabled_at !== null} /> {t('keepOut')}
          </label>
        )}
        <div className="actions">
          <button type="submit" className="first" disabled={save.isActing}>
            {t('save')}
          </button>
          {user === null ? null : (
            <button type="button" disabled={end.isActing} onClick={() => end.act(undefined)}>
              {t('signOutEverywhere')}
            </button>
          )}
          {user === null || user.provider_subject === null ? null : (
            <Sure
              label={t('unbind')}
              question={t('unbinds')}
              isActing={unbind.isActing}
              onSure={() => unbind.act(undefined)}
            />
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** What a dialog shows may be old: only what was changed here is sent, so that nobody who was kept out meanwhile is let in. */
function saveUser(user: User | null, form: FormData): Promise<User> {
  const text = (name: string): string => String(form.get(name) ?? '');
  const password = text('password') === '' ? {} : { password: text('password') };
  const chosen = form.getAll('roles') as Role[];
  const [name, partnerId, disabled] = [text('name'), text('partner_id') || null, form.get('disabled') !== null];
  if (user === null) {
    const body = { name, roles: chosen, partner_id: partnerId, ...password, email: text('email') };
    return answerOf(engine.POST('/ops/v1/users', { body }));
  }
  const body = {
    ...(name === user.name ? {} : { name }),
    ...(chosen.toSorted().join() === user.roles.toSorted().join() ? {} : { roles: chosen }),
    ...(partnerId === user.partner_id ? {} : { partner_id: partnerId }),
    ...(disabled === (user.disabled_at !== null) ? {} : { disabled }),
    ...password,
  };
  return answerOf(engine.PATCH('/ops/v1/users/{user_id}', { params: { path: { user_id: user.id } }, body }));
}
