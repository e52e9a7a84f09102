import type { Owner } from '@affinity-engine/agency-number';
import type { Once } from '@affinity-engine/kernel';
import type { Role } from '@affinity-engine/identity';
import type { z } from 'zod';
import type { Fault } from './checks.js';

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** Who calls, as its token says and the client's row confirms. */
export type Caller = {
  readonly clientId: string;
  readonly role: Role;
  readonly partnerId: string | null;
  /** Whose agency numbers an API user asks for. */
  readonly owner?: Owner;
};

/** Makes the once of a use case from how its result is answered; undefined where the caller sent no key. */
export type OnceOf = <Result>(answer: (result: Result) => unknown) => Once<Result> | undefined;

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a route acts on: checked, typed, and who asks. */
export type Input<Params, Query, Body> = {
  readonly params: Read<Params>;
  readonly query: Read<Query>;
  readonly body: Read<Body>;
  readonly caller: Caller;
  readonly once: OnceOf;
};

/** An answer that is not JSON: a document. */
export type File = { readonly contentType: string; readonly name: string; readonly bytes: Uint8Array };

/** One call of a dialect: what it takes, what it answers, and the use case it leads to. */
export type RouteOf<Params, Query, Body> = {
  readonly method: Method;
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** Which roles may call; `public` needs no token. A dialect with an authentication of its own knows no roles. */
  readonly roles: readonly Role[] | 'public';
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Whether a request without a body will do. */
  readonly bodyOptional?: boolean;
  readonly form?: boolean;
  /** Runs on the headers before anything is validated, so that a repeat is refused whatever else is wrong. */
  readonly first?: (headers: Headers) => Promise<void>;
  /** Tidies the query and the body up before they are checked: whatever came, in whatever shape. */
  readonly prepare?: (part: unknown) => unknown;
  /** 204 answers without a body, whatever `act` does. */
  readonly status?: 200 | 201 | 204;
  /** Where what was made can be found, from the answer: its path from the origin. */
  readonly location?: (answer: never) => string;
  /** Further headers the call reads and checks itself: name → what they say. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What no schema can say of a request, told beside what the schemas find. Its parts may be of any shape. */
  readonly findings?: Findings;
  readonly answer: z.ZodType | { readonly contentType: string };
  /** Whether the caller may send an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  readonly act: (input: Input<Params, Query, Body>, headers: Headers) => Promise<unknown>;
};

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What is asked, as it came: of no shape yet. */
export type Asked = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** Lists what is at fault with a request beyond its schemas; empty is good. */
export type Findings = (asked: Asked, headers: Headers) => Promise<readonly Fault[]>;

/** A route with its types forgotten: what a table of routes holds. */
export type Route = Omit<RouteOf<undefined, undefined, undefined>, 'params' | 'query' | 'body' | 'act'> & {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly act: (input: Input<never, never, never>, headers: Headers) => Promise<unknown>;
};

/** Writes a route down with the types its schemas give. */
export const route = <
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  written: RouteOf<Params, Query, Body>,
): Route => written as unknown as Route;

/** How a dialect writes an error. */
export type ErrorAnswer = {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** How a dialect learns who calls, where that is not by a bearer token of `/oauth2/token`. */
export type Authentication = {
  /** Who calls, null where the route is open to everybody. Rejects with an error of the dialect. */
  readonly callerOf: (headers: Headers, route: Route) => Promise<Caller | null>;
  /** OpenAPI security schemes by their names. */
  readonly schemes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Which of the schemes do together for a call that is not `public`; left out: all of them. */
  readonly alternatives?: readonly (readonly string[])[];
};

/** Which unknown things of a request are passed over instead of refused. */
export type Overlooked = { readonly parameters: boolean; readonly properties: boolean };

/** One of the APIs: its routes and its way to speak of errors. */
export type Dialect = {
  readonly name: string;
  /** Left out: bearer tokens, and the roles that each route names. */
  readonly authentication?: Authentication;
  /** Paths below it get this dialect's errors, known or not. */
  readonly prefixes: readonly string[];
  readonly routes: readonly Route[];
  /** What a caller asks to have passed over, by its headers; left out: all that is unknown is refused. */
  readonly passesOver?: (headers: Headers) => Overlooked;
  /** Answers 405 where a path is known and the method is not; left out: 404. */
  readonly refusesMethods?: boolean;
  /** Writes an error down. `thrown` is a domain error, one of the edge's own, or something unforeseen. */
  readonly errorOf: (thrown: unknown, reference: string) => ErrorAnswer;
  readonly errorSchema: z.ZodType;
  readonly errorContentType?: string;
  readonly errorStatuses: readonly number[];
};
