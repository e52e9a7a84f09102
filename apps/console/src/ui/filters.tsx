import { useNavigate } from '@tanstack/react-router';
import { useId, type FormEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';

export type Filter = {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'date' | 'month' | 'number';
  /** The values to choose among: value and label. */
  readonly options?: readonly (readonly [string, string])[];
  /** The filter whose value this one's choices belong to: where that changes, this one is dropped. */
  readonly within?: string;
};

type FiltersProps = {
  readonly filters: readonly Filter[];
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What the button says, where it does not narrow a list. */
  readonly act?: string;
};

/** What a list is filtered by. It is kept in the address of the page. */
export function Filters({ filters, values, act }: FiltersProps): ReactNode {
  const t = useTranslations('common');
  const navigate = useNavigate();
  const id = useId();
  const apply = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const dropped = new Set(
      filters.flatMap(({ name, within }) =>
        within === undefined || (given.get(within) ?? '') === (values[within] ?? '') ? [] : [name],
      ),
    );
    const entries = [...given.entries()].filter(([name, value]) => value !== '' && !dropped.has(name));
    void navigate({ to: '.', search: Object.fromEntries(entries) as never });
  };
  return (
    <form className="filters" onSubmit={apply} key={JSON.stringify(values)}>
      {filters.map(({ name, label, type = 'text', options }) => (
        <div key={name} className="field">
          <label htmlFor={id + name}>{label}</label>
          {options === undefined ? (
            <input id={id + name} name={name} type={type} defaultValue={values[name] ?? ''} autoComplete="off" />
          ) : (
            // Choices are read after the page is there: then the one of the address is chosen.
            <select key={options.length} id={id + name} name={name} defaultValue={values[name] ?? ''}>
              <option value="">{t('any')}</option>
              {options.map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          )}
        </div>
      ))}
      <button type="submit">{act ?? t('filter')}</button>
      {Object.values(values).some((value) => value !== undefined) ? (
        <button type="button" className="quiet" onClick={() => void navigate({ to: '.', search: {} as never })}>
          {t('clear')}
        </button>
      ) : null}
    </form>
  );
}
