import type { ReactNode } from 'react';
import { None } from './values.js';

/** Something that a product's own schema describes: shown as it is, names and values. */
export function Tree({ value, label }: { readonly value: unknown; readonly label?: string }): ReactNode {
  return (
    <div className="tree">
      {label === undefined ? null : <h3>{label}</h3>}
      <Node value={value} />
    </div>
  );
}

function Node({ value }: { readonly value: unknown }): ReactNode {
  if (value === null || value === undefined) return <None />;
  if (Array.isArray(value)) {
    return (
      <ol>
        {value.map((each, index) => (
          <li key={index}>
            <Node value={each} />
          </li>
        ))}
      </ol>
    );
  }
  if (typeof value === 'object') {
    return (
      <dl>
        {Object.entries(value).map(([name, each]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Node value={each} />
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  return String(value);
}
