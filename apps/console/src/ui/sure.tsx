import { useState, type MouseEvent, type ReactNode } from 'react';

type SureProps = {
  readonly label: string;
  /** What the button says once it was pressed: pressed again, it acts. */
  readonly question: string;
  readonly isActing: boolean;
  readonly onSure: () => void;
  readonly isDanger?: boolean;
};

/** A button that is pressed twice, since what it does cannot be taken back. It asks anew once another place has the focus. */
export function Sure({ label, question, isActing, onSure, isDanger = false }: SureProps): ReactNode {
  const [isAsked, ask] = useState(false);
  const press = ({ detail }: MouseEvent): void => {
    // A double click is one decision, not two.
    if (detail > 1) return;
    ask(!isAsked);
    if (isAsked) onSure();
  };
  return (
    <button
      type="button"
      {...(isDanger ? { className: 'danger' } : {})}
      disabled={isActing}
      onClick={press}
      onBlur={() => ask(false)}
    >
      {isAsked ? question : label}
    </button>
  );
}
