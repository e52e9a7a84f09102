/** A row of a file, with the line it begins in. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** The rows of a file, and the line of a quote that nothing closes: all after it is in its cell. */
export type Csv = { readonly rows: readonly CsvRow[]; readonly unclosed: number | null };

/**
 * Reads a CSV file (RFC 4180), with commas, or with semicolons if its first line has more of them. Empty lines are passed
 * over.
 */
export function csvIn(text: string): Csv {
  const [head = ''] = text.split('\n', 1);
  const separator = head.split(';').length > head.split(',').length ? ';' : ',';
  const rows: CsvRow[] = [];
  let [cells, cell, line, begun]: [string[], string, number, number] = [[], '', 1, 1];
  /** The line of the quote that is open. */
  let quoted: number | null = null;
  const endRow = (): void => {
    if (cells.length > 0 || cell.trim() !== '') rows.push({ line: begun, cells: [...cells, cell] });
    [cells, cell] = [[], ''];
  };
  const letters = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters.charAt(at);
    if (letter === '\n') line += 1;
    if (quoted !== null) {
      if (letter !== '"') cell += letter;
      else if (letters.charAt(at + 1) === '"') cell += letters.charAt((at += 1));
      else quoted = null;
    } else if (letter === '"' && cell === '') quoted = line;
    else if (letter === separator) [cells, cell] = [[...cells, cell], ''];
    else if (letter === '\n') {
      endRow();
      begun = line;
    } else cell += letter;
  }
  endRow();
  return { rows, unclosed: quoted };
}
