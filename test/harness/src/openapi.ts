import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { request } from 'undici';

type Json = Readonly<Record<string, unknown>>;
type Responses = Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>>;

export type OpenApiDocument = Json & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json & { readonly responses: Responses }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
  readonly webhooks?: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
          readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Json } } };
        };
      }
    >
  >;
};

type Answered = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
};

const documents = new Map<string, Promise<OpenApiDocument>>();
const checks = new WeakMap<OpenApiDocument, Map<string, ValidateFunction>>();

/** The OpenAPI document of a running engine, fetched once. */
export function documentOf(baseUrl: string): Promise<OpenApiDocument> {
  const known = documents.get(baseUrl) ?? fetched(baseUrl);
  documents.set(baseUrl, known);
  return known;
}

async function fetched(baseUrl: string): Promise<OpenApiDocument> {
  const { body } = await request(`${baseUrl}/openapi.json`);
  return (await body.json()) as OpenApiDocument;
}

/**
 * How an answer differs from the document: an undocumented status, another content type, a body that violates the
 * schema. Paths and methods that are not in the document are not checked.
 */
export function answerProblems(document: OpenApiDocument, answered: Answered): readonly string[] {
  const { method, path, status, headers, body } = answered;
  const [pathname = ''] = path.split('?');
  const template = templateOf(document, pathname, method.toLowerCase());
  if (template === undefined) return [];
  const operation = document.paths[template]?.[method.toLowerCase()];
  const response = operation?.responses[String(status)];
  if (response === undefined) return [`status ${status} is not documented`];
  if (response.content === undefined)
    return body === undefined ? [] : [`a body is not documented for status ${status}`];
  const type = String(headers['content-type']).split(';')[0] ?? '';
  const schema = response.content?.[type]?.schema;
  if (schema === undefined) return [`content type ${type} is not documented for status ${status}`];
  if (!type.includes('json')) return [];
  return problemsBy(checkOf(document, `${method} ${template} ${status} ${type}`, schema), body);
}

/** How the body of a delivery differs from what the document says about events of its type. */
export function deliveryProblems(document: OpenApiDocument, body: unknown): readonly string[] {
  const type = String((body as { readonly event?: { readonly type?: unknown } }).event?.type);
  const schema = document.webhooks?.[type]?.post.requestBody.content['application/json'].schema;
  if (schema === undefined) return [`events of type ${type} are not documented`];
  return problemsBy(checkOf(document, `webhook ${type}`, schema), body);
}

/** How an example of the document differs from its schema. */
export const exampleProblems = (document: OpenApiDocument, name: string, schema: Json, example: unknown) =>
  problemsBy(checkOf(document, `example ${name}`, schema), example);

function problemsBy(check: ValidateFunction, body: unknown): readonly string[] {
  if (check(body)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The documented path that matches an actual one; paths without parameters first. */
function templateOf(document: OpenApiDocument, path: string, method: string): string | undefined {
  return Object.keys(document.paths)
    .filter((template) => method in (document.paths[template] ?? {}))
    .sort((one, other) => one.split('{').length - other.split('{').length)
    .find((template) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path));
}

function checkOf(document: OpenApiDocument, name: string, schema: Json): ValidateFunction {
  const compiled = checks.get(document) ?? new Map<string, ValidateFunction>();
  checks.set(document, compiled);
  const check =
    compiled.get(name) ?? ajv.compile(closed({ ...localized(schema), $defs: localized(document.components.schemas) }));
  compiled.set(name, check);
  return check;
}

/** A schema of its own: its references into the document's components become references into its `$defs`. */
const localized = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"#/$defs/')) as Json;

/**
 * The schema without room for more: answers may gain properties, but none that the document of the same engine lacks.
 * Objects of any properties stay as they are.
 */
function closed<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(closed) as Part;
  if (part === null || typeof part !== 'object') return part;
  const inner = Object.fromEntries(Object.entries(part).map(([name, each]) => [name, closed(each as unknown)]));
  const isShape = inner['type'] === 'object' && 'properties' in inner && !('additionalProperties' in inner);
  return (isShape ? { ...inner, additionalProperties: false } : inner) as Part;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;

const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
ajv.addFormat('date-time', (text) => instant.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('date', (text) => day.test(text) && !Number.isNaN(Date.parse(text)));
ajv.addFormat('uuid', uuid);
ajv.addFormat('uri', (text) => URL.canParse(text));
