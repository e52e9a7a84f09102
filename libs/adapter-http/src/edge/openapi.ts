import { schemaOf, type JsonSchema } from './checks.js';
import { usualStatuses } from './errors.js';
import { idempotencyKeys } from './repeats.js';
import { isPublic, type Dialect, type Route } from './route.js';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of all dialects, made from the tables that requests are checked against. */
export function openApiDocument(dialects: readonly Dialect[], serverUrl: string, version: string): Json {
  const components = new Map<string, unknown>();
  const paths: Record<string, Json> = {};
  for (const dialect of dialects) {
    for (const route of dialect.routes) {
      (paths[route.path] ??= {})[route.method] = operation(route, dialect, components);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'affinity-engine',
      version,
      summary: 'Sell cover through groups: affinities, their documents and their webhooks',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(dialects.flatMap(({ routes }) => routes.map(({ tag }) => tag)))].map((name) => ({ name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From `POST /oauth2/token`' },
        ...Object.assign({}, ...dialects.map(({ authentication }) => authentication?.schemes)),
      },
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

function operation(route: Route, dialect: Dialect, components: Map<string, unknown>): Json {
  const hoisted = (schema: JsonSchema) => hoist(schema, components);
  const status = String(route.status ?? 200);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    ...securityOf(route, dialect),
    parameters: parametersOf(route, dialect, hoisted),
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, hoisted) }),
    responses: {
      [status]: { description: 'Done', ...answerHeaders(route), ...answerContent(route, hoisted) },
      ...errorResponses(route, dialect, hoisted),
    },
  };
}

function securityOf(route: Route, { authentication }: Dialect): Json {
  if (isPublic(route)) return { security: [] };
  if (authentication === undefined) return {};
  const { schemes, alternatives = [Object.keys(schemes)] } = authentication;
  return { security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))) };
}

function parametersOf(
  route: Route,
  { repeats = [idempotencyKeys] }: Dialect,
  hoisted: (schema: JsonSchema) => unknown,
): Json[] {
  const parameters = [
    ...parameterList('path', route.params === undefined ? {} : schemaOf(route.params), hoisted),
    ...parameterList('query', route.query === undefined ? {} : schemaOf(route.query), hoisted),
    ...Object.entries(route.headers ?? {}).map(([name, description]) => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    })),
  ];
  return route.idempotent === true ? [...parameters, ...repeats.map(({ parameter }) => parameter)] : parameters;
}

function parameterList(place: 'path' | 'query', schema: JsonSchema, hoisted: (schema: JsonSchema) => unknown): Json[] {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: hoisted(rest),
    };
  });
}

function requestBody(route: Route, hoisted: (schema: JsonSchema) => unknown): Json {
  const schema = hoisted(schemaOf(route.body as NonNullable<Route['body']>));
  const example = route.example?.body === undefined ? {} : { example: route.example.body };
  const types = ['application/json', ...(route.form === true ? ['application/x-www-form-urlencoded'] : [])];
  return {
    required: route.bodyOptional !== true,
    content: Object.fromEntries(types.map((type) => [type, { schema, ...example }])),
  };
}

const answerHeaders = ({ location }: Route): Json =>
  location === undefined
    ? {}
    : { headers: { Location: { description: 'Where what was made can be found', schema: { type: 'string' } } } };

function answerContent(route: Route, hoisted: (schema: JsonSchema) => unknown): Json {
  if (route.status === 204) return {};
  if ('contentType' in route.answer) {
    return { content: { [route.answer.contentType]: { schema: { type: 'string', contentEncoding: 'binary' } } } };
  }
  return { content: { 'application/json': { schema: hoisted(schemaOf(route.answer, 'output')) } } };
}

const descriptions: Readonly<Record<number, string>> = {
  400: 'The request is not what the call expects; the message names the field',
  401: 'No token, or one that is not good any more',
  403: 'Not allowed to this client',
  404: 'There is no such thing for this client',
  405: 'There is no such call: the path has others',
  409: 'Not possible in the present state',
  415: 'The body is of a type, in a charset or compressed in a way that the call does not take',
  429: 'Too many calls, or too many wrong secrets from this address; Retry-After says when to try again',
  500: 'Something went wrong here; where the call takes an Idempotency-Key, a repeat with the same one is safe',
};

/** Refusals of the gate after which a caller may try again. */
const triedAgain: readonly number[] = [usualStatuses.limited, usualStatuses.unavailable];
const retryAfter = { description: 'Seconds after which to try again', schema: { type: 'integer', minimum: 1 } };

const challenge = { description: 'How to authenticate', schema: { type: 'string' } };

function headersOf(status: number): Json {
  if (status === usualStatuses.unauthenticated) return { headers: { 'WWW-Authenticate': challenge } };
  return triedAgain.includes(status) ? { headers: { 'Retry-After': retryAfter } } : {};
}

function errorResponses(route: Route, dialect: Dialect, hoisted: (schema: JsonSchema) => unknown): Json {
  const type = dialect.errorContentType ?? 'application/json';
  const own = [...dialect.errorStatuses, ...(route.errorStatuses ?? [])].filter(
    (status) => !isPublic(route) || dialect.name === 'oauth' || (status !== 401 && status !== 403),
  );
  const ofGate = [...(route.body === undefined ? [] : [usualStatuses.media]), ...triedAgain];
  const statuses = [...new Set([...own, ...ofGate])].toSorted((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: descriptions[status] ?? 'Refused',
        ...headersOf(status),
        content: { [type]: { schema: hoisted(schemaOf(dialect.errorSchema, 'output')) } },
      },
    ]),
  );
}

/** Moves named schemas to the document's components and leaves references in their place. */
function hoist(schema: JsonSchema, components: Map<string, unknown>): unknown {
  const { $defs, id, ...own } = schema;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
    components.set(name, referenced(withoutId(definition)));
  }
  const rewritten = referenced(own);
  if (typeof id !== 'string') return rewritten;
  components.set(id, rewritten);
  return { $ref: `#/components/schemas/${id}` };
}

const withoutId = ({ id: _id, ...rest }: JsonSchema): JsonSchema => rest;

/** The schema with references into the components; `example` becomes `examples`. */
function referenced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referenced);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === '$ref' && typeof inner === 'string') return [key, inner.replace('#/$defs/', '#/components/schemas/')];
      return key === 'example' ? ['examples', [inner]] : [key, referenced(inner)];
    }),
  );
}
