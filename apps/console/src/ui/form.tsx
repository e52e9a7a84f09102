import { useId, type FormEvent, type ReactNode } from 'react';
import { Refused } from '../api/engine.js';

export type Values = Readonly<Record<string, string>>;

type FormProps = {
  readonly onSubmit: (values: Values) => void;
  readonly children: ReactNode;
  readonly className?: string;
};

/** A form whose fields are read when it is sent. Empty ones are left out. */
export function Form({ onSubmit, children, className = 'form' }: FormProps): ReactNode {
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget).entries()].filter(([, value]) => value !== '');
    onSubmit(Object.fromEntries(entries) as Values);
  };
  return (
    <form className={className} onSubmit={send}>
      {children}
    </form>
  );
}

type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'text' | 'date' | 'number' | 'email' | 'password' | 'url' | 'datetime-local';
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly autoComplete?: string;
  /** What there is to choose. Nothing is chosen where there is no value: one that is required must be chosen by hand. */
  readonly options?: readonly (readonly [string, string])[];
  /** Several lines. */
  readonly isLong?: boolean;
  /** What the engine refused: its fault of this field stands below it. */
  readonly failure?: Error | null;
};

export function Field(props: FieldProps): ReactNode {
  const { name, label, hint, type = 'text', value = '', isRequired = false, options, isLong, failure } = props;
  const id = useId();
  const fault = faultOf(name, failure);
  const described = { 'aria-describedby': `${id}-hint`, 'aria-invalid': fault !== undefined };
  const common = { id, name, required: isRequired, defaultValue: value, autoComplete: props.autoComplete ?? 'off' };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {options !== undefined ? (
        <select {...common} {...described}>
          {isRequired && value !== '' ? null : <option value="">–</option>}
          {options.map(([each, text]) => (
            <option key={each} value={each}>
              {text}
            </option>
          ))}
        </select>
      ) : isLong === true ? (
        <textarea {...common} {...described} rows={3} />
      ) : (
        <input {...common} {...described} type={type} />
      )}
      <p id={`${id}-hint`} className={fault === undefined ? 'hint' : 'hint fault'}>
        {fault?.expected ?? hint}
      </p>
    </div>
  );
}

/** What the engine found wrong with a field, or with one of its values. */
const faultOf = (name: string, failure: Error | null | undefined) =>
  failure instanceof Refused
    ? failure.faults.find(({ path }) => {
        const field = path.replace(/\[\d+\]$/, '');
        return field === name || field.endsWith(`.${name}`);
      })
    : undefined;

type ChoiceProps = Pick<FieldProps, 'name' | 'label' | 'hint' | 'failure'> & {
  readonly options: readonly (readonly [string, string])[];
  readonly chosen: readonly string[];
};

/** Some of several. One that was chosen stays to be seen where it is no longer among them. */
export function Choice({ name, label, hint, failure, options, chosen }: ChoiceProps): ReactNode {
  const fault = faultOf(name, failure);
  const known = new Set(options.map(([value]) => value));
  const others = chosen.flatMap((value) => (known.has(value) ? [] : [[value, value] as const]));
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {[...options, ...others].map(([value, text]) => (
        <label key={value}>
          <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
          {text}
        </label>
      ))}
      {fault === undefined && hint === undefined ? null : (
        <p className={fault === undefined ? 'hint' : 'hint fault'}>{fault?.expected ?? hint}</p>
      )}
    </fieldset>
  );
}
