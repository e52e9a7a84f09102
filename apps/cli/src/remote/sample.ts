type Json = Readonly<Record<string, unknown>>;

/**
 * An example of what a schema asks: what it requires, from the examples that it has itself.
 * @returns undefined where it has none
 */
export function sampleOf(schema: Json): unknown {
  const { examples, enum: values, properties, required = [], allOf, oneOf, anyOf } = schema;
  if ('const' in schema) return schema['const'];
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as unknown;
  if (Array.isArray(values)) return values[0] as unknown;
  const chosen = ([oneOf, anyOf] as readonly (readonly Json[] | undefined)[]).flatMap((each) => each?.[0] ?? []);
  const merged = [...chosen, ...((allOf as readonly Json[] | undefined) ?? [])].map((each) => sampleOf(each as Json));
  if (properties === undefined && required instanceof Array && required.length === 0) return merged[0];
  const own = Object.entries((properties ?? {}) as Readonly<Record<string, Json>>)
    .filter(([name]) => (required as readonly string[]).includes(name))
    .map(([name, each]): readonly [string, unknown] => [name, sampleOf(each)])
    .filter(([, value]) => value !== undefined);
  return Object.assign(Object.fromEntries(own), ...merged.filter((each) => typeof each === 'object')) as unknown;
}
