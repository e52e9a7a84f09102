import type { Once } from '@affinity-engine/kernel';
import type { z } from 'zod';
import type { Caller, CallerKind, CallerOf } from './caller.js';
import type { Problem } from './checks.js';
import type { ErrorKinds, ToldError } from './errors.js';
import type { Repeats } from './repeats.js';
import type { Headers, RequestParts } from './request.js';

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a route acts on: checked, typed, and who asks. */
export type Input<Params, Query, Body, Kinds extends readonly CallerKind[], Result> = {
  readonly params: Read<Params>;
  readonly query: Read<Query>;
  readonly body: Read<Body>;
  readonly headers: Headers;
  readonly caller: CallerOf<Kinds>;
  /** For the use case that makes the change; undefined where the caller sent no key. */
  readonly once: Once<Result> | undefined;
};

/** An answer that is not JSON: a document. */
export type File = { readonly contentType: string; readonly name: string; readonly bytes: Uint8Array };

/** One call of a dialect: what it takes, what it answers, and the use case it leads to. */
export type RouteOf<Params, Query, Body, Kinds extends readonly CallerKind[], Result> = {
  /** Method and path, with parameters in braces as OpenAPI writes them. */
  readonly call: `${Uppercase<Method>} /${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Whether a request without a body will do. */
  readonly bodyOptional?: boolean;
  readonly form?: boolean;
  /** Tidies query and body up before they are checked: whatever came, in whatever shape. */
  readonly prepare?: (part: unknown) => unknown;
  /** 204 answers without a body, whatever is presented. */
  readonly status?: 200 | 201 | 204;
  /** Where what was made can be found, from the answer: its path from the origin. */
  readonly location?: (answer: never) => string;
  /** Further headers the call reads and checks itself: name → what they say. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Lists what no schema can say of a request; it is answered together with what the schemas find. */
  readonly problems?: ListProblems;
  readonly answer: z.ZodType | { readonly contentType: string };
  /** Whether a repeat is recognized, in the dialect's way. */
  readonly idempotent?: boolean;
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  /** Calls the use case, and hands `once` on to it. */
  readonly act: (input: Input<Params, Query, Body, Kinds, Result>) => Promise<Result>;
  /**
   * The answer to what `act` came to. Name the function or its parameter's type: it says what `act` answers. Where the
   * route is idempotent its text is kept within the unit of work that makes the change; then it is no promise, unless the
   * dialect refuses repeats.
   */
  readonly present: (result: Result) => unknown;
};

/** Lists what is wrong with a request beyond its schemas; empty is good. */
export type ListProblems = (parts: RequestParts, headers: Headers) => Promise<readonly Problem[]>;

/** What the routes of a table share. */
export type SharedByRoutes<Kinds extends readonly CallerKind[]> = {
  readonly tag: string;
  /** Who may call; a route for the `public` asks for no token. */
  readonly callers: Kinds;
  /** Further headers that each call reads itself: name → what they say. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** A route with its types forgotten: what a table of routes holds. */
export type Route = SharedByRoutes<readonly CallerKind[]> &
  Omit<
    RouteOf<undefined, undefined, undefined, readonly CallerKind[], never>,
    'call' | 'params' | 'query' | 'body' | 'act' | 'present'
  > & {
    readonly method: Method;
    readonly path: string;
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: z.ZodType;
    readonly act: (input: never) => Promise<unknown>;
    readonly present: (result: never) => unknown;
  };

/** Writes the routes of a table down, each with the types its schemas give. */
export const routesFor =
  <const Kinds extends readonly CallerKind[]>(shared: SharedByRoutes<Kinds>) =>
  <
    Result,
    Params extends z.ZodType | undefined = undefined,
    Query extends z.ZodType | undefined = undefined,
    Body extends z.ZodType | undefined = undefined,
  >({
    call,
    ...written
  }: RouteOf<Params, Query, Body, Kinds, Result>): Route => {
    const [method = '', path = ''] = call.split(' ');
    return { ...shared, ...written, method: method.toLowerCase(), path } as unknown as Route;
  };

export const isPublic = ({ callers }: Pick<Route, 'callers'>): boolean => callers.includes('public');

/** How a dialect writes an error. */
export type ErrorAnswer = {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** How a dialect learns who calls, where that is not by a bearer token of `/oauth2/token`. */
export type Authentication = {
  /** Who calls a route that is not public. Rejects with an error of the dialect. */
  readonly callerOf: (headers: Headers) => Promise<Caller>;
  /** OpenAPI security schemes by their names. */
  readonly schemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Which of the schemes do together for a call that is not public; left out: all of them. */
  readonly alternatives?: readonly (readonly string[])[];
};

/** Which unknown things of a request are ignored instead of refused. */
export type Ignored = { readonly parameters: boolean; readonly properties: boolean };

/** One of the APIs: its routes and its way to speak of errors. */
export type Dialect = {
  readonly name: string;
  /** Paths below it get this dialect's errors, known or not. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route[];
  /** Left out: bearer tokens. */
  readonly authentication?: Authentication;
  /** Headers of its own that may come once only, in lower case. */
  readonly singleHeaders?: readonly string[];
  /** How it recognizes a repeat; left out: by `Idempotency-Key`, which is answered with the first answer. */
  readonly repeats?: Repeats;
  /** What a caller asks to have ignored, by its headers; left out: all that is unknown is refused. */
  readonly ignores?: (headers: Headers) => Ignored;
  /** The last touch to what is presented: leaves out, say, what was not asked for. */
  readonly finish?: (presented: unknown, parts: RequestParts) => unknown;
  /** Answers 405 where a path is known and the method is not; left out: 404. */
  readonly refusesMethods?: boolean;
  /** The kind of every code of its contexts. What is in no table is a fault of the engine. */
  readonly errorKinds: ErrorKinds;
  readonly errorAnswer: (error: ToldError) => ErrorAnswer;
  readonly errorSchema: z.ZodType;
  readonly errorContentType?: string;
  /** Statuses for the OpenAPI document. */
  readonly errorStatuses: readonly number[];
};
