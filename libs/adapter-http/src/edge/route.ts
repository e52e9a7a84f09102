import type { Once } from '@affinity-engine/kernel';
import type { z } from 'zod';
import type { Challenge } from './refusal-headers.js';
import type { Called } from './call-roles.js';
import type { Caller, CallerKind, CallerOf } from './caller.js';
import type { Problem } from './checks.js';
import type { ErrorKinds, ReportedError } from './errors.js';
import type { Repeats } from './repeats.js';
import type { Headers, RequestParts } from './request.js';

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a route acts on: the checked parts of a request, and the caller. */
export type Input<Params, Query, Body, Kinds extends readonly CallerKind[], Result> = {
  readonly params: OutputOf<Params>;
  readonly query: OutputOf<Query>;
  readonly body: OutputOf<Body>;
  readonly headers: Headers;
  readonly caller: CallerOf<Kinds>;
  /** The network the request comes from, by which wrong secrets are counted. */
  readonly network: () => string;
  /** For the use case that makes the change; undefined where the caller sent no key. */
  readonly once: Once<Result> | undefined;
};

/** An answer that is a document, not JSON. */
export type File = { readonly contentType: string; readonly name: string; readonly bytes: Uint8Array };

/** One call of a dialect: its request, its answer, and the use case that it calls. */
export type RouteOf<Params, Query, Body, Kinds extends readonly CallerKind[], Result> = {
  /** Method and path, with parameters in braces as OpenAPI writes them. */
  readonly call: `${Uppercase<Method>} /${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Whether the body may be missing. */
  readonly bodyOptional?: boolean;
  readonly form?: boolean;
  /** The most values of its body, where it may have more than a usual one. */
  readonly mostValues?: number;
  /** Prepares query and body before they are checked. The parts may be of any shape. */
  readonly prepare?: (part: unknown) => unknown;
  /** 204 and 303 answer without a body. */
  readonly status?: 200 | 201 | 204 | 303;
  /** The path from the origin of the created element, or where a browser is sent on to, from the answer. */
  readonly location?: (answer: never) => string;
  /** The `Set-Cookie` of its success, from the result of `act`. */
  readonly cookie?: (result: never) => string | readonly string[];
  /** Further headers the call reads and checks itself: name → description. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Lists problems that no schema can express; they are answered together with those of the schemas. */
  readonly problems?: ListProblems;
  readonly answer: z.ZodType | { readonly contentType: string };
  /** Statuses of its errors beside those of the dialect, for the OpenAPI document. */
  readonly errorStatuses?: readonly number[];
  /** Whether a repeat is recognized, as the dialect defines it. */
  readonly idempotent?: boolean;
  /** Whether its items are of persons: that they were exported is in the audit trail. */
  readonly isOfPersons?: true;
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  /** Calls the use case, and passes `once` on to it. */
  readonly act: (input: Input<Params, Query, Body, Kinds, Result>) => Promise<Result>;
  /**
   * The answer for a result of `act`. Name the function or the type of its parameter: TypeScript takes the result of
   * `act` from it. In an idempotent route the answer is stored within the unit of work.
   */
  readonly present: (result: Result) => unknown;
};

/** Lists the problems of a request beyond its schemas; empty if it is valid. */
export type ListProblems = (parts: RequestParts, headers: Headers) => Promise<readonly Problem[]>;

/** What the routes of a table share. */
export type SharedByRoutes<Kinds extends readonly CallerKind[]> = {
  readonly tag: string;
  /** Who may call; a route for the `public` asks for no token. */
  readonly callers: Kinds;
  /** Further headers that each call reads itself: name → description. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** A route without its type parameters, as a table of routes holds it. */
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

/** Defines the routes of a table, each with the types of its schemas. */
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
  /** What was wrong with the request, under the names of the wire, where the error says it in its own. */
  readonly problems?: readonly Problem[];
};

/** How a dialect finds the caller; without it, by a bearer token of `/oauth2/token`. */
export type Authentication = {
  /**
   * What names the caller, without asking the database: room is shared by it. Undefined for credentials that did not
   * prove right before: only then a stranger cannot have many names.
   */
  readonly nameOf: (headers: Headers) => string | undefined;
  /**
   * The caller of a route that is not public. Rejects with an error of the dialect; where it is known by then who is
   * refused, `known` was called.
   */
  readonly callerOf: (headers: Headers, called: Called, known: (caller: Caller) => void) => Promise<Caller>;
  /** Says to a refused caller how to authenticate. */
  readonly challenge: Challenge;
  /** OpenAPI security schemes by their names. */
  readonly schemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The combinations of schemes that suffice for a call that is not public; by default all of them. */
  readonly alternatives?: readonly (readonly string[])[];
};

/** Which unknown parts of a request are ignored instead of refused. */
export type Ignored = { readonly parameters: boolean; readonly properties: boolean };

/** A request that the engine sends when something happened. */
export type Webhook = {
  /** The type of the event. */
  readonly type: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  readonly body: z.ZodType;
};

/** One of the APIs: its routes and the shape of its errors. */
export type Dialect = {
  readonly name: string;
  /** What it is for, in one line. */
  readonly summary: string;
  /** The tags of its routes, and what the calls under each are about. */
  readonly tags: Readonly<Record<string, string>>;
  /** Paths below these get this dialect's errors, also where no route matches. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route[];
  readonly webhooks?: readonly Webhook[];
  /** By default bearer tokens. */
  readonly authentication?: Authentication;
  /** Its own headers that must not be repeated, in lower case. */
  readonly singleHeaders?: readonly string[];
  /** How it recognizes a repeat, one way for a request; by default by `Idempotency-Key`. */
  readonly repeats?: readonly Repeats[];
  /** What a caller asks to have ignored, by its headers; by default everything unknown is refused. */
  readonly ignores?: (headers: Headers) => Ignored;
  /** Changes what is presented, for example leaves out attributes that `fields` does not name. */
  readonly finish?: (presented: unknown, parts: RequestParts) => unknown;
  /** Answers 405 if a path exists without this method; by default 404. */
  readonly refusesMethods?: boolean;
  /** Answers lists as CSV, too, to callers who accept that. */
  readonly exportsLists?: true;
  /** The kind of every code of its contexts. A code in no table is a bug of the engine. */
  readonly errorKinds: ErrorKinds;
  readonly errorAnswer: (error: ReportedError) => ErrorAnswer;
  readonly errorSchema: z.ZodType;
  readonly errorContentType?: string;
  /** Statuses for the OpenAPI document. */
  readonly errorStatuses: readonly number[];
};
