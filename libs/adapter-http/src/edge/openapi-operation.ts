import { isForPeople } from './call-roles.js';
import { markedSchemaOf, type JsonSchema } from './checks.js';
import { exampleOf } from './openapi-examples.js';
import { answerResponse, errorResponses } from './openapi-responses.js';
import type { ShownSchemas } from './openapi-schemas.js';
import { idempotencyKeys } from './repeats.js';
import { isPublic, type Dialect, type Route } from './route.js';

type Json = Record<string, unknown>;

export type OperationParts = {
  readonly route: Route;
  readonly dialect: Dialect;
  readonly shown: ShownSchemas['shown'];
};

/** A call as OpenAPI describes it. */
export function operationOf({ route, dialect, shown }: OperationParts): Json {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    ...securityOf(route, dialect),
    parameters: parametersOf(route, dialect, shown),
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, shown) }),
    responses: {
      [String(route.status ?? 200)]: answerResponse(route, dialect, shown),
      ...errorResponses(route, dialect, shown),
    },
  };
}

function securityOf(route: Route, { authentication }: Dialect): Json {
  if (isPublic(route)) return { security: [] };
  if (authentication === undefined) {
    const session = isForPeople(route) ? [{ session: [] }] : [];
    return { security: [...route.callers.map((role) => ({ oauth2: [role] })), { bearer: [] }, ...session] };
  }
  const { schemes, alternatives = [Object.keys(schemes)] } = authentication;
  return { security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))) };
}

function parametersOf(route: Route, { repeats = [idempotencyKeys] }: Dialect, shown: ShownSchemas['shown']): Json[] {
  const parameters = [
    ...parameterList('path', route.params === undefined ? {} : markedSchemaOf(route.params), shown),
    ...parameterList('query', route.query === undefined ? {} : markedSchemaOf(route.query), shown),
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

function parameterList(place: 'path' | 'query', schema: JsonSchema, shown: ShownSchemas['shown']): Json[] {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: shown('@component' in rest ? property : rest),
    };
  });
}

function requestBody(route: Route, shown: ShownSchemas['shown']): Json {
  const marked = markedSchemaOf(route.body as NonNullable<Route['body']>);
  const schema = shown(marked);
  const example = route.example?.body ?? exampleOf(marked);
  const types = ['application/json', ...(route.form === true ? ['application/x-www-form-urlencoded'] : [])];
  return {
    required: route.bodyOptional !== true,
    content: Object.fromEntries(types.map((type) => [type, { schema, example }])),
  };
}
