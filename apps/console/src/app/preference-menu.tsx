import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { prefer, themes, usePreferences, zones } from './preferences.js';

const names = { 'pt-BR': 'Português', en: 'English' } as const;

export function PreferenceMenu(): ReactNode {
  const t = useTranslations('preferences');
  const { language, zone, theme } = usePreferences();
  return (
    <details className="menu preferences">
      <summary>{t('title')}</summary>
      <div className="menu-body">
        <Choice
          legend={t('language')}
          value={language}
          values={(['pt-BR', 'en'] as const).map((each) => [each, names[each]])}
          choose={(each) => prefer({ language: each })}
        />
        <Choice
          legend={t('zone')}
          value={zone}
          values={zones.map((each) => [each, each === 'UTC' ? 'UTC' : 'São Paulo'])}
          choose={(each) => prefer({ zone: each })}
        />
        <Choice
          legend={t('theme')}
          value={theme}
          values={themes.map((each) => [each, t(each)])}
          choose={(each) => prefer({ theme: each })}
        />
      </div>
    </details>
  );
}

type ChoiceProps<Value extends string> = {
  readonly legend: string;
  readonly value: Value;
  readonly values: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
};

const Choice = <Value extends string>({ legend, value, values, choose }: ChoiceProps<Value>): ReactNode => (
  <fieldset className="choice">
    <legend>{legend}</legend>
    {values.map(([each, label]) => (
      <label key={each}>
        <input type="radio" name={legend} value={each} checked={each === value} onChange={() => choose(each)} />
        {label}
      </label>
    ))}
  </fieldset>
);
