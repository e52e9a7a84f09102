/** A system call that has returned, as strace prints it. */
export type Call = { readonly at: number; readonly name: string; readonly rest: string };

const unfinished = / <unfinished \.\.\.>$/;

/** The calls of a trace made with `-f -ttt -y`, each at the moment it returned, in the order in which they did. */
export function callsIn(trace: string): readonly Call[] {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of trace.split('\n')) {
    const [, pid = '', at = '', text = ''] = /^(\d+) +([\d.]+) (.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(text);
    const called = /^(\w+)\((.*)$/.exec(text);
    if (resumed !== null) {
      const [, name = '', rest = ''] = resumed;
      calls.push({ at: Number(at), name, rest: `${begun.get(`${pid} ${name}`) ?? ''}${rest}` });
    } else if (called !== null) {
      const [, name = '', rest = ''] = called;
      if (unfinished.test(rest)) begun.set(`${pid} ${name}`, rest.replace(unfinished, ''));
      else calls.push({ at: Number(at), name, rest });
    }
  }
  return calls.toSorted((one, other) => one.at - other.at);
}

const isRequest = ({ name, rest }: Call): boolean => name === 'read' && rest.includes('POST /v1/affinity/request');
const isAnswer = ({ name, rest }: Call): boolean => /^write/.test(name) && rest.includes('HTTP/1.1 200');
const isSync = ({ name, rest }: Call, log: RegExp): boolean =>
  /^f(?:data)?sync$/.test(name) && log.test(rest) && / = 0$/.test(rest);

/**
 * Of creations that are sent one after the other: how many were acknowledged, and how many of them before what they wrote was
 * on the disk, because no sync of the log had returned between the request and its answer.
 * @param log the path of the database's log
 */
export function acknowledgedBeforeSync(
  calls: readonly Call[],
  log: RegExp,
): { readonly acknowledged: number; readonly early: number } {
  let [acknowledged, early] = [0, 0];
  let [asked, synced] = [false, false];
  for (const call of calls) {
    if (isRequest(call)) [asked, synced] = [true, false];
    else if (isSync(call, log)) synced = true;
    else if (asked && isAnswer(call)) {
      acknowledged += 1;
      if (!synced) early += 1;
      asked = false;
    }
  }
  return { acknowledged, early };
}
