import type { OpenApiDocument } from '@affinity-engine/test-harness';

/** A JSON Schema, as far as the document uses it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly examples?: readonly unknown[];
};

/** A parameter of a call. */
export type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly schema: Schema };

/** What a call takes: its parameters, and the schema of its JSON. */
export type Described = { readonly parameters: readonly Parameter[]; readonly body: Schema | undefined };

/** The schema that a reference leads to, or itself. */
export function resolved(document: OpenApiDocument, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) as Schema;
}

/** What the document says about one call. */
export function describedIn(document: OpenApiDocument, path: string, method: string): Described {
  const operation = document.paths[path]?.[method.toLowerCase()] as unknown as {
    readonly parameters?: readonly Parameter[];
    readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  };
  const body = operation.requestBody?.content['application/json']?.schema;
  return { parameters: operation.parameters ?? [], body };
}

/** The types of a schema without references. */
export const typesOf = ({ type }: Schema): readonly string[] => (type === undefined ? [] : [type].flat());

/** The schemas of which one has to hold. */
export const variantsOf = ({ anyOf, oneOf, properties }: Schema): readonly Schema[] =>
  properties === undefined ? (anyOf ?? oneOf ?? []) : [];
