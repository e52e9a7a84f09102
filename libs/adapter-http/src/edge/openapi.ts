import { operationOf, type OperationParts } from './openapi-operation.js';
import { headers } from './openapi-responses.js';
import { shownSchemas } from './openapi-schemas.js';
import { webhookOperation } from './openapi-webhooks.js';
import { isPublic, type Dialect } from './route.js';
import { cookieName } from './session-cookie.js';

type Json = Record<string, unknown>;

/** What a document is made for. */
export type DocumentSettings = { readonly serverUrl: string; readonly version: string };

const license = { name: 'Apache-2.0', identifier: 'Apache-2.0' };

const description = `Each dialect has a document of its own, too: /openapi/affinity.json, /openapi/quotation.json,
/openapi/agency-number.json, /openapi/cloud-admin.json, /openapi/ops.json and /openapi/people.json.

**What may change without notice:** calls, optional parameters, optional properties of requests, properties of answers and
of webhooks, headers, values of enumerations in answers, event types, error codes, and the sentences of errors may be
added. Ignore what you do not know. **What may not:** paths, names, types, and the meaning of what there is stay; nothing
that is accepted is refused later. A change that breaks this gets a new path beside the old one, which is marked
\`deprecated\` here for at least twelve months.`;

/** The OpenAPI 3.1 document of all dialects, made from the tables that requests are checked against. */
export const openApiDocument = (dialects: readonly Dialect[], settings: DocumentSettings): Json =>
  documentOf(dialects, settings, {
    title: 'affinity-engine',
    summary: 'Sell cover through groups: affinities, their documents and their webhooks',
  });

/** The documents by their paths: that of all dialects, and that of each, complete in itself. Each is made when asked for. */
export function openApiDocuments(
  dialects: readonly Dialect[],
  settings: () => DocumentSettings,
): Readonly<Record<string, () => Json>> {
  const tokenCall = dialects.filter(isTokenCall);
  const own = dialects.filter((dialect) => !isTokenCall(dialect));
  return {
    '/openapi.json': () => openApiDocument(dialects, settings()),
    ...Object.fromEntries(
      own.map((dialect) => [
        `/openapi/${dialect.name}.json`,
        () => {
          const needed = dialect.authentication === undefined ? [dialect, ...tokenCall] : [dialect];
          return documentOf(needed, settings(), {
            title: `affinity-engine: ${dialect.name}`,
            summary: dialect.summary,
          });
        },
      ]),
    ),
  };
}

/** The dialect that issues the bearer tokens of the others. */
const isTokenCall = ({ name }: Dialect): boolean => name === 'oauth';

function documentOf(
  dialects: readonly Dialect[],
  { serverUrl, version }: DocumentSettings,
  info: { readonly title: string; readonly summary: string },
): Json {
  const schemas = shownSchemas();
  const paths: Record<string, Json> = {};
  const webhooks: Record<string, Json> = {};
  for (const dialect of dialects) {
    for (const route of dialect.routes) {
      const parts: OperationParts = { route, dialect, shown: schemas.shown };
      (paths[route.path] ??= {})[route.method] = operationOf(parts);
    }
    for (const webhook of dialect.webhooks ?? []) {
      webhooks[webhook.type] = { post: webhookOperation(webhook, schemas.shown) };
    }
  }
  const hasBearer = dialects.some(takesBearer);
  return {
    openapi: '3.1.0',
    info: {
      ...info,
      version,
      description,
      contact: { name: 'Who operates this engine', url: `${serverUrl}/docs` },
      license,
    },
    servers: [{ url: serverUrl, description: 'This engine' }],
    tags: Object.entries(Object.assign({}, ...dialects.map(({ tags }) => tags)) as Record<string, string>).map(
      ([name, text]) => ({ name, description: text }),
    ),
    ...(hasBearer ? { security: [{ oauth2: [] }, { bearer: [] }] } : {}),
    paths,
    ...(Object.keys(webhooks).length === 0 ? {} : { webhooks }),
    components: {
      securitySchemes: {
        ...(hasBearer ? bearerSchemes(serverUrl) : {}),
        ...Object.assign({}, ...dialects.map(({ authentication }) => authentication?.schemes)),
      },
      headers: usedHeaders(paths),
      schemas: schemas.components(),
    },
  };
}

/** The headers that calls of the document refer to. */
function usedHeaders(paths: Json): Json {
  const text = JSON.stringify(paths);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => text.includes(`"#/components/headers/${name}"`)),
  );
}

const takesBearer = ({ authentication, routes }: Dialect): boolean =>
  authentication === undefined && routes.some((route) => !isPublic(route));

/** One token under two names: generators of clients fetch it by the first, the second is for those who have it. */
const bearerSchemes = (serverUrl: string): Json => ({
  oauth2: {
    type: 'oauth2',
    description: 'A client has one scope: its role. A token is good for an hour and for all its client may do.',
    flows: {
      clientCredentials: {
        tokenUrl: `${serverUrl}/oauth2/token`,
        scopes: {
          partner: 'Calls of a partner, for its own affinities and webhook endpoints',
          admin: 'Calls of operators, for everything',
          account: 'Calls of an account, for the producer codes it may use',
        },
      },
    },
  },
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From `POST /oauth2/token`' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'A person in a browser, from `POST /session`',
  },
});
