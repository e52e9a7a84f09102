import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A question in front of the page. Escape closes it; the focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const t = useTranslations('common');
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="dialog-back" />
        <Base.Popup className="dialog">
          <header className="dialog-head">
            <Base.Title>{title}</Base.Title>
            <Base.Close className="quiet" aria-label={t('close')}>
              <span aria-hidden="true">✕</span>
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
