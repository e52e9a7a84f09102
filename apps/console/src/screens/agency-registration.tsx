import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { previewNumbers, registerNumbers, type NewNumber, type Owner } from '../api/agency.js';
import type { Shape } from '../api/engine.js';
import { useInsurers } from '../api/names.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';
import { Details } from './compared-lines.js';

type RegistrationProps = { readonly owner: Owner; readonly onClose: () => void };

const collectionTypes: readonly Shape<'CollectionType'>[] = [
  'broker_collection',
  'insurer_collection',
  'mga_collection',
];

/** A number that is there already, and what registering it would change. */
type Asked = { readonly number: NewNumber; readonly preview: Shape<'NumberPreview'> };

/** Registers one number of an account or a broker. One that is there is changed only after the person saw how. */
export function AgencyRegistration({ owner, onClose }: RegistrationProps): ReactNode {
  const t = useTranslations('agency');
  const insurers = useInsurers();
  const [asked, ask] = useState<Asked | null>(null);
  const { act, isActing, failure } = useAct(
    async (values: Values) => {
      const number = numberOf(values);
      const { lines } = await previewNumbers(owner, [number]);
      const [preview] = lines ?? [];
      const now = preview?.outcome === 'changed' ? { number, preview } : null;
      const isSeen = now === null || JSON.stringify(now) === JSON.stringify(asked);
      ask(now);
      if (isSeen) await registerNumbers(owner, [number], crypto.randomUUID());
      return isSeen;
    },
    (isDone) => {
      if (isDone) onClose();
    },
  );
  const type = (each: Shape<'CollectionType'>) => [each, t(`collectionTypes.${each}`)] as const;
  return (
    <Dialog title={t('register')} onClose={onClose}>
      <p>{t(owner.broker_id === undefined ? 'forAccount' : 'forBroker')}</p>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <Field name="insurer" label={t('insurer')} isRequired options={insurers} failure={failure} />
        <Field name="agency_number" label={t('number')} isRequired failure={failure} />
        <Field name="match_code" label={t('matchCode')} failure={failure} />
        <Field
          name="collection_type"
          label={t('collectionType')}
          options={collectionTypes.map(type)}
          failure={failure}
        />
        <Field name="external_unique_id" label={t('uniqueId')} hint={t('uniqueIdHint')} failure={failure} />
        <Field name="external_insurer_id" label={t('insurerId')} failure={failure} />
        <Field name="internal_comment" label={t('comment')} isLong failure={failure} />
        <fieldset className="choice">
          <legend>{t('default')}</legend>
          <label>
            <input type="checkbox" name="default_for_tenders" /> {t('tenders')}
          </label>
          <label>
            <input type="checkbox" name="default_for_calculations" /> {t('calculations')}
          </label>
        </fieldset>
        <label>
          <input type="checkbox" name="active" defaultChecked /> {t('active')}
        </label>
        {asked === null ? null : (
          <div className="notice wait" role="status">
            <p>{t('isThere')}</p>
            <Details line={{ ...asked.preview, problems: [] }} />
          </div>
        )}
        <button type="submit" className="first" disabled={isActing}>
          {t(asked === null ? 'register' : 'update')}
        </button>
      </Form>
    </Dialog>
  );
}

function numberOf({ insurer = '', agency_number = '', ...values }: Values): NewNumber {
  const { default_for_tenders, default_for_calculations, active, ...texts } = values;
  return {
    ...{ insurer: { id: insurer }, agency_number, active: active !== undefined },
    default_for_tenders: default_for_tenders !== undefined,
    default_for_calculations: default_for_calculations !== undefined,
    ...(texts as Pick<NewNumber, 'match_code' | 'collection_type'>),
  };
}
