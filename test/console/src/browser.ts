import { expect } from '@jest/globals';
import { atTheEnd, eventually, type Engine } from '@affinity-engine/test-harness';
import { findChromium } from '@affinity-engine/test-servers';
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import { languages, sentencesOf, type Language, type Say } from './sentences.js';

let launched: Promise<Browser> | undefined;

/** One browser for all tests of a file. It ends with them. */
export function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  // Root has no sandbox of processes; a container has little shared memory.
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-extensions'];
  const started = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  atTheEnd(() => started.close());
  return started;
}

/** A person at a browser: a page of its own, with its own cookies. */
export type Person = {
  readonly page: Page;
  /** A sentence of the console, in the person's language. */
  readonly say: Say;
  /** What went wrong in the page: reports of the policy, errors of scripts, answers that the page did not expect. */
  readonly problems: readonly string[];
  /** Every address the page had or asked for. */
  readonly addresses: readonly string[];
  goto(path: string): Promise<void>;
  /** Opens a page, and waits until it has all it asked for. */
  open(path: string): Promise<void>;
};

export type PersonOptions = {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark';
  readonly context?: BrowserContextOptions;
};

/** The answers of the engine that a page may get without being wrong. */
const isExpected = (text: string): boolean => /status of (400|401|403|404|409|429)/.test(text);

const people: Person[] = [];

/** Closes all pages. @returns what went wrong in them */
export async function problemsOfPages(): Promise<readonly string[]> {
  const all = people.splice(0);
  for (const { page } of all) await page.context().close();
  return all.flatMap(({ problems }) => problems);
}

export async function personAt(engine: Engine, options: PersonOptions = {}): Promise<Person> {
  const { language = 'en', theme = 'light', context: settings = {} } = options;
  const context = await (await browser()).newContext({ locale: language, ...settings });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const addresses: string[] = [];
  // An address may change without a request, too.
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  const underWay = new Set<Request>();
  page.on('request', (request) => {
    addresses.push(request.url());
    underWay.add(request);
  });
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) problems.push(`console: ${message.text()}`);
  });
  await page.exposeFunction('reportProblem', (text: string) => problems.push(text));
  await page.addInitScript(
    ({ preferences }) => {
      if (localStorage.getItem('affinity-console') === null) localStorage.setItem('affinity-console', preferences);
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        const { reportProblem } = globalThis as unknown as { reportProblem: (text: string) => void };
        reportProblem(`policy: ${violatedDirective} ${blockedURI} ${sample}`);
      });
    },
    { preferences: JSON.stringify({ language, theme }) },
  );
  const goto = async (path: string): Promise<void> => void (await page.goto(`${engine.baseUrl}/console${path}`));
  const person: Person = {
    page,
    say: sentencesOf(languages[language]),
    problems,
    addresses,
    goto,
    async open(path) {
      underWay.clear();
      await goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await eventually(async () => {
        // An answer may lead to another question, once it is drawn.
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
        expect([[...underWay].map((each) => each.url()), await page.locator('.loading').count()]).toEqual([[], 0]);
      });
    },
  };
  people.push(person);
  return person;
}

export type Credentials = { readonly email: string; readonly password: string };

/** Signs in at the first page, or where the person is. */
export async function signIn({ page, say, goto }: Person, { email, password }: Credentials, path = '/'): Promise<void> {
  await goto(path);
  await page.getByLabel(say('signIn.email')).fill(email);
  await page.getByLabel(say('signIn.password')).fill(password);
  await page.getByRole('button', { name: say('signIn.act') }).click();
  await page.getByRole('navigation').waitFor();
}

/** A person who is signed in as the demo's operator, an admin. */
export async function operatorAt(engine: Engine, options?: PersonOptions): Promise<Person> {
  const person = await personAt(engine, options);
  await signIn(person, engine.credentials.operator);
  return person;
}
