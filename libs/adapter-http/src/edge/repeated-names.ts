const backslash = 0x5c;
const colon = 0x3a;
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** How many properties a JSON text names. `JSON.parse` keeps only the last of those with the same name. */
export function namesIn(text: string): number {
  let names = 0;
  for (let open = text.indexOf('"'); open !== -1;) {
    const after = endOfString(text, open);
    if (isName(text, after)) names += 1;
    open = text.indexOf('"', after);
  }
  return names;
}

/** The place after the string that opens there. */
export function endOfString(text: string, open: number): number {
  for (let at = open + 1; ; at += 1) {
    at = text.indexOf('"', at);
    let before = at - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
}

/** The first name that occurs twice in one object of a JSON text, or undefined. Slower than counting. */
export function repeatedName(text: string): string | undefined {
  const objects: Set<string>[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (isName(text, index + token.length)) {
      const name = JSON.parse(token) as string;
      if (objects.at(-1)?.has(name) === true) return name;
      objects.at(-1)?.add(name);
    }
  }
  return undefined;
}

function isName(text: string, after: number): boolean {
  let next = after;
  while (blanks.has(text.charCodeAt(next))) next += 1;
  return text.charCodeAt(next) === colon;
}
