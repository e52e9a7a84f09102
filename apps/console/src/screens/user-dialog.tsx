import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useInsurers, usePartners } from '../api/names.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Choice, Field } from '../ui/form.js';
import { Problem } from '../ui/problem.js';
import { Sure } from '../ui/sure.js';

type User = Shape<'User'>;
type Role = Shape<'UserRole'>;
const roles = [
  ...['admin', 'operations', 'underwriter', 'programme', 'broker', 'compliance', 'partner-developer'],
] as const as readonly Role[];

type UserDialogProps = { readonly user: User | null; readonly onClose: () => void };

/** Lets a person in, or changes what one may do. */
export function UserDialog({ user, onClose }: UserDialogProps): ReactNode {
  const t = useTranslations('users');
  const names = useTranslations('roles');
  const [partners, insurers] = [usePartners(), useInsurers()];
  const save = useAct((form: FormData) => saveUser(user, form), onClose);
  const params = { path: { user_id: user?.id ?? '' } };
  const end = useAct(() => answerOf(engine.DELETE('/ops/v1/users/{user_id}/sessions', { params })), onClose);
  const unbind = useAct(
    () => answerOf(engine.PATCH('/ops/v1/users/{user_id}', { params, body: { unbind_provider: true } })),
    onClose,
  );
  const [isAsked, ask] = useState(false);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const seesAllFromNow =
      (user?.insurer_ids.length ?? 0) > 0 && form.getAll('roles').includes('underwriter') && !form.has('insurer_ids');
    if (seesAllFromNow && !isAsked) return ask(true);
    save.act(form);
  };
  return (
    <Dialog title={user === null ? t('create') : user.name} onClose={onClose}>
      <form className="form" onSubmit={send}>
        <Problem failure={save.failure ?? end.failure ?? unbind.failure} />
        {isAsked ? <p role="alert">{t('asksAll')}</p> : null}
        <Field name="name" label={t('name')} value={user?.name ?? ''} isRequired failure={save.failure} />
        {user === null ? (
          <Field name="email" type="email" label={t('email')} isRequired failure={save.failure} />
        ) : null}
        <Choice
          name="roles"
          label={t('roles')}
          options={roles.map((role) => [role, names(role)])}
          chosen={user?.roles ?? []}
        />
        <Choice
          name="insurer_ids"
          label={t('insurers')}
          options={insurers}
          chosen={user?.insurer_ids ?? []}
          hint={t('insurersHint')}
          failure={save.failure}
        />
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
  const [chosen, insurers] = [form.getAll('roles') as Role[], form.getAll('insurer_ids') as string[]];
  const [name, partnerId, disabled] = [text('name'), text('partner_id') || null, form.get('disabled') !== null];
  if (user === null) {
    const body = {
      name,
      roles: chosen,
      insurer_ids: insurers,
      partner_id: partnerId,
      ...password,
      email: text('email'),
    };
    return answerOf(engine.POST('/ops/v1/users', { body }));
  }
  const body = {
    ...(name === user.name ? {} : { name }),
    ...(isSame(chosen, user.roles) ? {} : { roles: chosen }),
    ...(isSame(insurers, user.insurer_ids) ? {} : { insurer_ids: insurers }),
    ...(partnerId === user.partner_id ? {} : { partner_id: partnerId }),
    ...(disabled === (user.disabled_at !== null) ? {} : { disabled }),
    ...password,
  };
  return answerOf(engine.PATCH('/ops/v1/users/{user_id}', { params: { path: { user_id: user.id } }, body }));
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.toSorted().join() === other.toSorted().join();
