import type {
  AnswerOf,
  CallAt,
  CallOptions,
  InputArguments,
  ItemOf,
  ListsAmong,
  Method,
  PathsWith,
} from './call-types.js';
import { settingsOf, type ClientOptions, type Settings } from './client-options.js';
import type { paths } from './generated/api.js';
import { keyedCalls } from './generated/keyed-calls.js';
import { itemsIn, pagesOf, type Query } from './pages.js';
import { sender, type Credentials } from './sending.js';

type CallsBy<Path extends keyof paths, M extends Method> = <P extends PathsWith<Path, M>>(
  path: P,
  ...input: InputArguments<CallAt<P, M>>
) => Promise<AnswerOf<CallAt<P, M>>>;

type PageOf<P extends keyof paths> = AnswerOf<CallAt<P, 'get'>>;

/**
 * Calls of one dialect, by the paths of the document. Each returns what the call answers.
 *
 * They throw `RefusedError` if the engine refuses, `NoAnswerError` if there is no answer, and the reason of the signal
 * that ended them.
 */
export type DialectClient<Path extends keyof paths> = {
  readonly get: CallsBy<Path, 'get'>;
  readonly post: CallsBy<Path, 'post'>;
  readonly put: CallsBy<Path, 'put'>;
  readonly patch: CallsBy<Path, 'patch'>;
  readonly delete: CallsBy<Path, 'delete'>;
  /** The pages of a list, each fetched when it is asked for. */
  readonly pages: <P extends ListsAmong<Path>>(
    path: P,
    ...input: InputArguments<CallAt<P, 'get'>>
  ) => AsyncGenerator<PageOf<P>, void, undefined>;
  /** The elements of a list, over all its pages. */
  readonly items: <P extends ListsAmong<Path>>(
    path: P,
    ...input: InputArguments<CallAt<P, 'get'>>
  ) => AsyncGenerator<ItemOf<PageOf<P>>, void, undefined>;
};

/** What calls are given, without its types. */
type Input = CallOptions & {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export function dialectClient<Path extends keyof paths>(
  options: ClientOptions,
  credentialsOf: (settings: Settings) => Credentials,
): DialectClient<Path> {
  const settings = settingsOf(options);
  const send = sender(settings, credentialsOf(settings));
  const call =
    (method: Method) =>
    (template: string, { path = {}, query = {}, headers = {}, ...rest }: Input = {}): Promise<unknown> =>
      send({
        ...rest,
        method,
        headers,
        path: filled(template, path) + queryText(query),
        takesKey: keyedCalls.has(`${method} ${template}`),
      });
  const get = call('get');
  const pages = (template: string, input: Input = {}): AsyncGenerator<unknown, void, undefined> =>
    pagesOf(template, input.query ?? {}, (query) => get(template, { ...input, query }));
  async function* items(template: string, input?: Input): AsyncGenerator<unknown, void, undefined> {
    for await (const page of pages(template, input)) yield* itemsIn(page);
  }
  const [post, put, patch] = [call('post'), call('put'), call('patch')];
  return { get, post, put, patch, delete: call('delete'), pages, items } as unknown as DialectClient<Path>;
}

/** The path with its values. @throws TypeError for one that would make it another call */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || /^\.{0,2}$/.test(value)) throw new TypeError(`path.${name}: expected a value`);
    return encodeURIComponent(value);
  });
}

function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (each === undefined || each === null ? [] : [[name, String(each)]])),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
