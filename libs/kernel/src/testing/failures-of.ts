import { jestGlobals, registeredWith, type JestGlobals } from './jest-globals.js';

type Act = () => unknown;
/** Where tests are registered: a `describe` with the hooks that hold for all within. */
type Group = { readonly path: readonly string[]; readonly outer: Group | null; before: Act[]; after: Act[] };
type Test = { readonly name: string; readonly act: Act; readonly group: Group };

/** More turns of the promise queue than any test over a store in memory takes. */
const mostTurns = 100_000;

/** How long a test may take. By default it is counted in turns of promises, which suits stores in memory only. */
export type Deadline = (isOver: () => boolean) => Promise<void>;

export type FailuresOptions = {
  readonly deadline?: Deadline;
  /** After how many failures the rest is not run. */
  readonly most?: number;
};

const manyTurns: Deadline = async (isOver) => {
  for (let turn = 0; turn < mostTurns && !isOver(); turn += 1) await null;
};

/**
 * Runs a contract suite by itself, test after test with the hooks around each, and answers the names of the tests that
 * failed or did not end. It shows whether a suite notices an adapter that is broken on purpose.
 */
export async function failuresOf(
  suite: () => void,
  { deadline = manyTurns, most = Infinity }: FailuresOptions = {},
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, act, group } of testsOf(suite)) {
    if (failed.length >= most) break;
    const groups = lineOf(group);
    const before = groups.flatMap((each) => each.before);
    const after = [...groups].reverse().flatMap((each) => each.after);
    const passed = await ended([...before, act], deadline);
    const tidied = await ended(after, deadline);
    if (!passed || !tidied) failed.push(name);
  }
  return failed;
}

/** Whether all acts end in time, none of them with a failure. */
async function ended(acts: readonly Act[], deadline: Deadline): Promise<boolean> {
  let over = false;
  const all = async (): Promise<boolean> => {
    for (const act of acts) await act();
    return true;
  };
  const passed = all()
    .catch(() => false)
    .finally(() => (over = true));
  return Promise.race([passed, deadline(() => over).then(() => over && passed)]);
}

/** The groups around a test, the outermost first. */
const lineOf = (group: Group): readonly Group[] => [...(group.outer === null ? [] : lineOf(group.outer)), group];

/** The tests of a suite in their order. */
function testsOf(suite: () => void): readonly Test[] {
  const tests: Test[] = [];
  let group: Group = { path: [], outer: null, before: [], after: [] };

  const describe = (name: string, register: () => void): void => {
    const outer = group;
    group = { path: [...outer.path, name], outer, before: [], after: [] };
    register();
    group = outer;
  };
  const it = (name: string, act: Act): void => void tests.push({ name: [...group.path, name].join(' > '), act, group });
  const each =
    (rows: readonly unknown[]) =>
    (name: string, act: (...values: readonly unknown[]) => unknown): void =>
      rows.forEach((row, at) => it(`${name} (${at + 1})`, () => (Array.isArray(row) ? act(...row) : act(row))));

  const words = {
    describe,
    it: Object.assign(it, { each }),
    expect: jestGlobals().expect,
    beforeEach: (act: Act) => void group.before.push(act),
    afterEach: (act: Act) => void group.after.push(act),
  };
  registeredWith(words as unknown as JestGlobals, suite);
  return tests;
}
