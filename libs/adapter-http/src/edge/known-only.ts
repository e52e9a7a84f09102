import type { JsonSchema } from './checks.js';

/** A value without the properties that closed objects of its schema do not list, at any depth. */
export function knownOnly(schema: JsonSchema, value: unknown): unknown {
  const fitting = branchFor(schema, value);
  if (Array.isArray(value)) {
    const items = fitting['items'];
    return items === undefined ? value : value.map((each) => knownOnly(items as JsonSchema, each));
  }
  if (value === null || typeof value !== 'object') return value;
  const properties = (fitting['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const closed = fitting['additionalProperties'] === false || Object.keys(fitting).length === 0;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !closed || Object.hasOwn(properties, name))
      .map(([name, inner]) => [
        name,
        knownOnly(Object.hasOwn(properties, name) ? (properties[name] as JsonSchema) : open, inner),
      ]),
  );
}

const open: JsonSchema = { additionalProperties: true };

/** The `anyOf` branch of the value's type. Beside `properties`, `anyOf` only says which properties are required. */
function branchFor(schema: JsonSchema, value: unknown): JsonSchema {
  const branches = schema['anyOf'] as readonly JsonSchema[] | undefined;
  if (branches === undefined || 'properties' in schema) return schema;
  const kind = Array.isArray(value) ? 'array' : value !== null && typeof value === 'object' ? 'object' : '';
  return branches.find(({ type }) => type === kind) ?? open;
}
