import type { components, paths } from './generated/api.js';

/** The methods of calls. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths among `Path` that have a call of this method. */
export type PathsWith<Path extends keyof paths, M extends Method> = {
  [P in Path]: paths[P][M] extends { readonly responses: unknown } ? P : never;
}[Path];

/** One call of the document. */
export type CallAt<P extends keyof paths, M extends Method> = Extract<paths[P][M], { readonly responses: unknown }>;

type Without<Name extends string> = { readonly [N in Name]?: never };
type Needed<Name extends string, Value> = { readonly [N in Name]: Value };
type Possible<Name extends string, Value> = { readonly [N in Name]?: Value | undefined };

/** A part of a call under its own name: needed, possible, or not there. */
type Part<Name extends string, Parts> = Name extends keyof Parts
  ? [NonNullable<Parts[Name]>] extends [never]
    ? Without<Name>
    : object extends Pick<Parts, Name>
      ? Possible<Name, Loose<NonNullable<Parts[Name]>>>
      : Needed<Name, Loose<Parts[Name]>>
  : Without<Name>;

/** Undefined is as good as left out. */
type Loose<Value> =
  Value extends Readonly<Record<string, unknown>>
    ? { readonly [Name in keyof Value]: Value[Name] | (object extends Pick<Value, Name> ? undefined : never) }
    : Value;

type ParametersOf<Call> = Call extends { readonly parameters: infer Parameters } ? Parameters : never;
type HeadersOf<Call> =
  ParametersOf<Call> extends { readonly header?: infer Header }
    ? { readonly headers?: { readonly [Name in Exclude<keyof NonNullable<Header>, 'Idempotency-Key'>]?: string } }
    : object;

type JsonOf<Content> = Content extends { readonly content: { readonly 'application/json': infer Json } } ? Json : never;
type BodyOf<Call> = Call extends { readonly requestBody: infer Body }
  ? Needed<'body', JsonOf<Body>>
  : Call extends { readonly requestBody?: infer Body }
    ? [JsonOf<NonNullable<Body>>] extends [never]
      ? Without<'body'>
      : Possible<'body', JsonOf<NonNullable<Body>>>
    : Without<'body'>;

/** What a single call may be given beside what the document names. */
export type CallOptions = {
  /**
   * Names a write, so that it has one effect however often it is sent: by default a new UUID, the same for all tries of
   * this call. Give your own to repeat a call later, for example after a restart. Calls without such a key in the
   * document do not send it.
   */
  readonly idempotencyKey?: string;
  /** Ends the call; it then throws the reason of the signal. */
  readonly signal?: AbortSignal;
  /** How long one try may take, in milliseconds; by default that of the client. */
  readonly timeout?: number;
};

/** All that a call takes: the values of its path, its query, its headers, its body, and options. */
export type InputOf<Call> = CallOptions &
  Part<'path', ParametersOf<Call>> &
  Part<'query', ParametersOf<Call>> &
  HeadersOf<Call> &
  BodyOf<Call>;

/** The input as an argument that may be left out where nothing in it is needed. */
export type InputArguments<Call> =
  object extends InputOf<Call> ? readonly [input?: InputOf<Call>] : readonly [input: InputOf<Call>];

type Success<Call> = Call extends { readonly responses: infer Responses }
  ? Responses[keyof Responses & (200 | 201 | 204)]
  : never;
type Content<Response> = Response extends { readonly content: infer Types }
  ? Types extends { readonly 'application/json': infer Json }
    ? Json
    : Uint8Array
  : undefined;

/** What a call answers: its JSON, the bytes of a document, or nothing. Errors that agency numbers answer are thrown. */
export type AnswerOf<Call> = Exclude<Content<Success<Call>>, components['schemas']['AgencyError']>;

/** One element of a list that comes in pages. */
export type ItemOf<Page> = Page extends { readonly items: readonly (infer Item)[] }
  ? Item
  : Page extends { readonly data: readonly (infer Item)[] }
    ? Item
    : Page extends { readonly list: readonly (infer Item)[] }
      ? Item
      : never;

/** The paths among `Path` whose answer is a list. */
export type ListsAmong<Path extends keyof paths> = {
  [P in PathsWith<Path, 'get'>]: [ItemOf<AnswerOf<CallAt<P, 'get'>>>] extends [never] ? never : P;
}[PathsWith<Path, 'get'>];
