import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { List } from '../ui/list.js';
import { Page } from '../ui/page.js';
import { Badge, Moment } from '../ui/values.js';
import { UserDialog } from './user-dialog.js';

type User = Shape<'User'>;

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
      {opened === null ? null : <UserDialog user={opened === 'new' ? null : opened} onClose={() => open(null)} />}
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
