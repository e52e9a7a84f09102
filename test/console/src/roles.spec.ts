import { afterEach, beforeAll, expect, it } from '@jest/globals';
import { clientFor, startEngine, type Client, type Engine } from '@affinity-engine/test-harness';
import { personAt, problemsOfPages, signIn } from './browser.js';
import { userOf } from './people.js';
import { screens } from './screens.js';

let engine: Engine;
let admin: Client;
beforeAll(async () => {
  engine = await startEngine({ env: { STRANGERS_PER_SECOND: '10000' } });
  admin = clientFor(engine, 'admin');
});
afterEach(async () => expect(await problemsOfPages()).toEqual([]));

/** What each role finds in the navigation. */
const found = {
  admin: [
    '',
    'certificates',
    'refusals',
    'webhooks',
    'underwriting',
    'insurer-questions',
    'bordereaux',
    'agency',
    'programme',
    'products',
    'partners',
    'audit',
    'data-subjects',
    'users',
    'keys',
    'clock',
  ],
  operations: [
    '',
    'certificates',
    'refusals',
    'webhooks',
    'insurer-questions',
    'bordereaux',
    'programme',
    'products',
    'partners',
    'audit',
    'clock',
  ],
  underwriter: ['', 'certificates', 'underwriting', 'insurer-questions', 'products', 'partners', 'clock'],
  programme: ['', 'refusals', 'programme', 'products', 'partners', 'clock'],
  broker: ['', 'underwriting', 'agency', 'partners', 'keys', 'clock'],
  compliance: ['', 'certificates', 'partners', 'audit', 'data-subjects', 'clock'],
} as const;

it.each(Object.entries(found))(
  '%s finds the screens of the role, makes no call of others, and is refused at theirs',
  async (role, places) => {
    const person = await personAt(engine);
    await signIn(person, await userOf(admin, [role]));
    const { page } = person;
    const refused: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(answer.url().replace(engine.baseUrl, ''));
    });
    const links = await page
      .getByRole('navigation')
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.map((link) => (link ?? '').replace(/^\/console\/?/, ''))).toEqual(places);
    const session = await page.evaluate(async () => (await (await fetch('/session')).json()) as { calls: string[] });
    for (const [path, call] of screens) {
      refused.length = 0;
      await person.open(path);
      const isOpen = session.calls.includes(call);
      if (isOpen) expect([path, refused]).toEqual([path, []]);
      // A screen of another role that is opened by its address shows the engine's refusal, and no data.
      else expect([path, await page.getByRole('table').count()]).toEqual([path, 0]);
    }
  },
);
