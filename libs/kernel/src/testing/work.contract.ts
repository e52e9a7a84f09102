import { refusalOf } from './code-of.js';
import { jestGlobals } from './jest-globals.js';
import { meeting } from './once.js';
import { onceContract } from './once.contract.js';
import { note, type WorkContractFixtures, type WorkPorts } from './work-contract-fixtures.js';

/** What every unit of work keeps: all or nothing, guards, and once. */
export function workContract(store: () => WorkContractFixtures): void {
  const { describe, it, expect } = jestGlobals();

  const run = <Result>(body: (ports: WorkPorts) => Promise<Result>) => store().work.run(body);
  const found = () => run(({ find }) => find());
  const rename = (name: string) => run(async ({ find, save }) => save({ ...(await find()), name }));
  const actions = async () => (await store().audit()).map(({ action }) => action);

  describe('a unit of work', () => {
    it('answers what its body does, which runs once where nobody is faster', async () => {
      let times = 0;
      const body = async ({ find, save, audit }: WorkPorts) => {
        times += 1;
        save({ ...(await find()), name: 'renamed' });
        audit.append(note('renamed'));
        return { answer: times };
      };
      expect([await run(body), times, await actions()]).toEqual([{ answer: 1 }, 1, ['renamed']]);
      expect((await found()).name).toBe('renamed');
    });

    it('counts one version for each save', async () => {
      const before = await found();
      for (const name of ['a', 'b']) await rename(name);
      expect(await found()).toEqual({ name: 'b', version: before.version + 2 });
    });

    it('keeps each line of the trail whole, in the order they were appended', async () => {
      const details = { name: 'Ângela 😀', count: 3, none: null, inner: { list: [1, 'a'] } };
      const lines = [
        { actor: 'client:one', action: 'first', subject: 'b', details },
        { actor: 'client:two', action: 'second', subject: 'a', details: { count: 1 } },
        { actor: 'client:one', action: 'third', subject: 'b', details: {} },
      ];
      await run(async ({ audit }) => lines.slice(0, 2).forEach((line) => audit.append(line)));
      await run(async ({ audit }) => lines.slice(2).forEach((line) => audit.append(line)));
      expect(await store().audit()).toMatchObject(lines);
      expect(await store().audit()).toHaveLength(3);
    });

    it('shows nobody what it collects before it commits', async () => {
      const before = await found();
      const seen = await run(async ({ find, save, audit }) => {
        save({ ...before, name: 'renamed' });
        audit.append(note('renamed'));
        return [await find(), await found(), await actions()];
      });
      expect(seen).toEqual([before, before, []]);
    });

    it('keeps nothing where its body fails, and fails as that did', async () => {
      const before = await found();
      const failing = run(async ({ save, audit }) => {
        audit.append(note('before'));
        save({ ...before, name: 'renamed' });
        throw new TypeError('broken');
      });
      await expect(failing).rejects.toThrow(new TypeError('broken'));
      expect([await found(), await actions()]).toEqual([before, []]);
    });

    it('keeps nothing, neither before nor behind it, where a guard fails, and tries twelve times', async () => {
      const stale = await found();
      await rename('theirs');
      let times = 0;
      const refused = run(async ({ save, audit }) => {
        times += 1;
        audit.append(note('before'));
        save({ ...stale, name: 'ours' });
        audit.append(note('behind'));
      });
      expect([await refusalOf(refused), times]).toEqual(['CHANGED-MEANWHILE', 12]);
      expect([(await found()).name, await actions()]).toEqual(['theirs', []]);
    });

    it('keeps what the last try does, and answers with that alone', async () => {
      const stale = await found();
      await rename('theirs');
      let times = 0;
      const tried = run(async ({ find, save, audit }) => {
        times += 1;
        audit.append(note(`try ${times}`));
        save({ ...(times < 12 ? stale : await find()), name: `try ${times}` });
        return times;
      });
      expect([await tried, (await found()).name, await actions()]).toEqual([12, 'try 12', ['try 12']]);
    });

    it('that lost against another one runs again on what is there then', async () => {
      const both = meeting(2);
      const { version } = await found();
      const seen: number[] = [];
      const append = () =>
        run(async ({ find, save, audit }) => {
          const row = await find();
          seen.push(row.version);
          await both();
          save({ ...row, name: `${row.name}x` });
          audit.append(note('appended'));
        });
      await rename('a');
      await Promise.all([append(), append()]);
      expect(seen).toEqual([version + 1, version + 1, version + 2]);
      expect([await found(), await actions()]).toEqual([
        { name: 'axx', version: version + 3 },
        ['appended', 'appended'],
      ]);
    });

    it('costs those that commit at the same time nothing where it fails', async () => {
      const stale = await found();
      await rename('theirs');
      const outcomes = await Promise.all(
        ['a', 'stale', 'b'].map((name) =>
          refusalOf(
            run(async ({ save, audit }) => {
              if (name === 'stale') save(stale);
              audit.append(note(name));
            }),
          ),
        ),
      );
      expect([outcomes, await actions()]).toEqual([
        [null, 'CHANGED-MEANWHILE', null],
        ['a', 'b'],
      ]);
    });
  });

  onceContract(store);
}
