import type { JsonSchema } from '@affinity-engine/catalogue';

/** The child schema under a keyword, if any. */
export function childOf(schema: JsonSchema, keyword: string): JsonSchema | undefined {
  return asSchema(schema[keyword]);
}

/** A value as a schema; only objects are schemas. */
export function asSchema(value: unknown): JsonSchema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : undefined;
}

/** The values under a keyword that holds a list. */
export function listOf(schema: JsonSchema, keyword: string): readonly unknown[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list : [];
}

/** Follows `#/$defs/name` to its definition, repeatedly. Cycles were refused before. */
export function resolved(root: JsonSchema, schema: JsonSchema | undefined): JsonSchema | undefined {
  const name = schema && definitionName(schema['$ref']);
  if (name === undefined) return schema;
  const definitions = childOf(root, '$defs');
  return resolved(root, definitions && childOf(definitions, name));
}

/** The name in a reference to a definition of the same schema; other references are not supported. */
export function definitionName(reference: unknown): string | undefined {
  return typeof reference === 'string' && reference.startsWith('#/$defs/') ? reference.slice(8) : undefined;
}

/** The steps of a JSON pointer, decoded. */
export function stepsOf(pointer: string): readonly string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The schema of the value at these steps, undefined if it cannot be determined. */
export function schemaAt(root: JsonSchema, steps: readonly string[]): JsonSchema | undefined {
  return steps.reduce<JsonSchema | undefined>((schema, step) => {
    const here = resolved(root, schema);
    if (!here) return undefined;
    const properties = childOf(here, 'properties');
    return (properties && childOf(properties, step)) ?? childOf(here, 'items');
  }, root);
}

/** A path in readable form: `holder.drivers[0].cpf`. Callers' names are shortened. */
export function pathOf(root: string, steps: readonly string[]): string {
  return steps.reduce((path, step) => path + (/^\d{1,9}$/.test(step) ? `[${step}]` : `.${shortened(step)}`), root);
}

const declared = new WeakMap<JsonSchema, ReadonlySet<string>>();

/** Every name of a property that a schema has anywhere. Other names in a value are its sender's. */
export function declaredNames(root: JsonSchema): ReadonlySet<string> {
  const known = declared.get(root);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(asSchema((value as JsonSchema)['properties']) ?? {})) names.add(name);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(root);
  declared.set(root, names);
  return names;
}

/** A caller's text, shortened for a message. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
