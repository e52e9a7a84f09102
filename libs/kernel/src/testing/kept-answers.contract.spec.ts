import type { KeptAnswers, Once } from '../ports.js';
import { keptAnswersContract, memoryWork, suiteNotices, type KeptAnswersContractFixtures } from './index.js';

type Parts = Pick<KeptAnswersContractFixtures, 'work' | 'answers'>;

/** Answers over a clock that the suite moves, or over one that runs otherwise. */
const opened =
  (change: (parts: Parts) => Partial<Parts> = () => ({}), speed = 1) =>
  async (): Promise<KeptAnswersContractFixtures> => {
    let now = 0;
    const work = memoryWork(
      () => ({ audit: { append: () => undefined } }),
      () => now,
    );
    const parts = { work, answers: work.answers };
    return {
      ...parts,
      ...change(parts),
      pass: async (ms) => void (now += ms * speed),
      close: async () => undefined,
    };
  };

const withFind = (find: (answers: KeptAnswers) => KeptAnswers['find']) =>
  opened(({ answers }) => ({ answers: { find: find(answers) } }));

const asking = (other: <Result>(once: Once<Result>) => Once<Result> | undefined) =>
  opened(({ work }) => ({
    work: { run: (body, once) => work.run(body, once === undefined ? undefined : other(once)) },
  }));

keptAnswersContract('in memory', opened());

suiteNotices('first answers', keptAnswersContract, opened(), {
  'keeps them too short': opened(undefined, 1.1),
  'keeps them too long': opened(undefined, 0.9),
  'keeps none for ever': asking(({ forever: _forever, ...once }) => once),
  'keeps all for ever': asking((once) => ({ ...once, forever: true })),
  'keeps nothing': asking(() => undefined),
  'finds what has had its time': withFind((answers) => {
    const seen = new Map<string, Awaited<ReturnType<KeptAnswers['find']>>>();
    return async (key) => {
      const kept = (await answers.find(key)) ?? seen.get(key) ?? null;
      seen.set(key, kept);
      return kept;
    };
  }),
  'finds any key': withFind((answers) => async (key) => (await answers.find(key)) ?? answers.find('key')),
  'finds keys whatever their capitals': withFind((answers) => (key) => answers.find(key.toLowerCase())),
  'finds no fingerprint': withFind((answers) => async (key) => {
    const kept = await answers.find(key);
    return kept === null ? null : { ...kept, fingerprint: '' };
  }),
  'takes an empty answer for none': withFind((answers) => async (key) => {
    const kept = await answers.find(key);
    return kept?.answer === '' ? null : kept;
  }),
  'gives the first caller what a repeat gets': opened(({ work }) => ({
    work: {
      run: async (body, once) => {
        const result = await work.run(body, once);
        return (once === undefined ? result : once.answer(result)) as typeof result;
      },
    },
  })),
});
