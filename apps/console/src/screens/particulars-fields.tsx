import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Field } from '../ui/form.js';
import type { FormField } from './particulars.js';

type ParticularsFieldsProps = {
  readonly legend: string;
  readonly fields: readonly FormField[];
  readonly failure: Error | null;
};

/** A form for what a product asks. What is required is marked, not forced: the engine says everything that is wrong at once. */
export function ParticularsFields({ legend, fields, failure }: ParticularsFieldsProps): ReactNode {
  const t = useTranslations('products');
  if (fields.length === 0) return null;
  const flags = [
    ['true', t('yes')],
    ['false', t('no')],
  ] as const;
  return (
    <fieldset className="particulars">
      <legend>{legend}</legend>
      {fields.map(({ path, label, kind, isRequired, hint, options }) => (
        <Field
          key={path}
          name={path}
          label={isRequired ? `${label} *` : label}
          hint={kind === 'json' ? `JSON. ${hint}` : hint}
          failure={failure}
          isLong={kind === 'json'}
          {...(kind === 'date' || kind === 'email' ? { type: kind } : {})}
          {...(kind === 'choice' ? { options: options.map((each) => [each, each] as const) } : {})}
          {...(kind === 'flag' ? { options: flags } : {})}
        />
      ))}
    </fieldset>
  );
}
