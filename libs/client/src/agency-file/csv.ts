/** A row of a file, with the line it begins in. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/**
 * The rows of a CSV file (RFC 4180), with commas, or with semicolons if its first line has more of them. Empty lines are
 * passed over.
 */
export function csvRows(text: string): readonly CsvRow[] {
  const [head = ''] = text.split('\n', 1);
  const separator = head.split(';').length > head.split(',').length ? ';' : ',';
  const rows: CsvRow[] = [];
  let [cells, cell, line, begun, quoted]: [string[], string, number, number, boolean] = [[], '', 1, 1, false];
  const endRow = (): void => {
    if (cells.length > 0 || cell.trim() !== '') rows.push({ line: begun, cells: [...cells, cell] });
    [cells, cell] = [[], ''];
  };
  const letters = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters.charAt(at);
    if (letter === '\n') line += 1;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (letters.charAt(at + 1) === '"') cell += letters.charAt((at += 1));
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator) [cells, cell] = [[...cells, cell], ''];
    else if (letter === '\n') {
      endRow();
      begun = line;
    } else cell += letter;
  }
  endRow();
  return rows;
}
