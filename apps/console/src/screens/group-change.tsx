import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { answerOf, engine, type Shape } from '../api/engine.js';
import { useAct } from '../ui/acting.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Form, type Values } from '../ui/form.js';
import { Problem } from '../ui/problem.js';

type GroupChangeProps = { readonly group: Shape<'AffinityGroupElement'>; readonly onClose: () => void };

/**
 * Changes a group with the checksum of what is shown: where somebody else changed it meanwhile the engine refuses, and nothing is
 * overwritten.
 */
export function GroupChange({ group, onClose }: GroupChangeProps): ReactNode {
  const t = useTranslations('programme');
  // Of the moment when the dialog opened: the list behind it is read anew.
  const [{ attributes, checksum }] = useState(group);
  const { act, isActing, failure } = useAct(
    ({ name = '', description, endDate }: Values) =>
      answerOf(
        engine.PATCH('/admin/v1/affinity-groups/{affinityGroupId}', {
          params: { path: { affinityGroupId: String(attributes.id) } },
          body: {
            data: {
              attributes: {
                ...(name === attributes.name ? {} : { name }),
                ...(description === attributes.description || description === undefined ? {} : { description }),
                ...(endDate === undefined ? {} : { endDate: `${endDate}T00:00:00.000Z` }),
              },
              ...(checksum === undefined ? {} : { checksum }),
            },
          },
        }),
      ),
    onClose,
  );
  return (
    <Dialog title={t('changeTitle', { name: attributes.name ?? '' })} onClose={onClose}>
      <Form onSubmit={act}>
        <Problem failure={failure} />
        <Field name="name" label={t('group')} value={attributes.name ?? ''} isRequired failure={failure} />
        <Field name="description" label={t('description')} value={attributes.description ?? ''} failure={failure} />
        <Field
          name="endDate"
          type="date"
          label={t('end')}
          value={attributes.endDate?.slice(0, 10) ?? ''}
          failure={failure}
        />
        <button type="submit" className="first" disabled={isActing}>
          {t('save')}
        </button>
      </Form>
    </Dialog>
  );
}
