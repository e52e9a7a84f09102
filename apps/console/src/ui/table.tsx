import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right. */
  readonly figure?: boolean;
};

type TableProps<Row> = {
  /** What the table lists, for readers that do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What is said where there are no rows. */
  readonly empty: ReactNode;
};

/** A table. On a narrow page each row becomes a block, and each cell says what it is. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>): ReactNode {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <table className="table">
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ head, figure }) => (
            <th key={head} scope="col" className={figure ? 'right' : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ head, cell, figure }) => (
              <td key={head} data-label={head} className={figure ? 'right' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
