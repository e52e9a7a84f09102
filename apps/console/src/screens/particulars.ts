/** The part of JSON Schema that products use for what they ask. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
};

export type FormField = {
  /** Where it is, as the engine's problems name it: `affinity_holder.contact.email`. */
  readonly path: string;
  readonly label: string;
  readonly kind: 'text' | 'date' | 'email' | 'number' | 'flag' | 'choice' | 'json';
  readonly isRequired: boolean;
  readonly hint: string;
  readonly options: readonly string[];
};

const typeOf = ({ type }: JsonSchema): string | undefined => [type ?? []].flat().find((each) => each !== 'null');

/** The fields of a form for a schema, those of objects within it too. What is not a plain value is asked as JSON. */
export function fieldsOf(schema: JsonSchema | null, path: string, named = schema?.$defs): readonly FormField[] {
  if (schema === null) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, written]) => {
    const at = `${path}.${name}`;
    const field = { ...named?.[written.$ref?.split('/').at(-1) ?? ''], ...written };
    if (typeOf(field) === 'object' && field.properties !== undefined) return fieldsOf(field, at, named);
    return [
      {
        path: at,
        label: field.title ?? at.split('.').slice(1).join(' · '),
        kind: kindOf(field),
        isRequired: schema.required?.includes(name) ?? false,
        hint: field.description ?? exampleOf(field),
        options: (field.enum ?? []).filter((value) => value !== null).map(String),
      },
    ];
  });
}

const exampleOf = ({ examples: [example] = [] }: JsonSchema): string =>
  example === undefined ? '' : typeof example === 'string' ? example : JSON.stringify(example);

function kindOf(field: JsonSchema): FormField['kind'] {
  if (field.enum !== undefined) return 'choice';
  const type = typeOf(field);
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'flag';
  if (type === 'array' || type === 'object') return 'json';
  if (field.format === 'date' || field.format === 'civil-date') return 'date';
  return field.format?.endsWith('email') === true ? 'email' : 'text';
}

/** What a form holds, as the engine takes it: empty fields are left out, and so are objects without any. */
export function particularsFrom(fields: readonly FormField[], text: (path: string) => string): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const { path, kind } of fields) {
    const written = text(path);
    if (written === '') continue;
    const names = path.split('.').slice(1);
    const last = names.pop() ?? '';
    const parent = names.reduce<Record<string, unknown>>((part, name) => {
      part[name] ??= {};
      return part[name] as Record<string, unknown>;
    }, whole);
    parent[last] = valueOf(kind, written);
  }
  return whole;
}

/** What cannot be read is sent as it was written: the engine says what it expects there. */
function valueOf(kind: FormField['kind'], written: string): unknown {
  if (kind === 'number') return Number.isNaN(Number(written)) ? written : Number(written);
  if (kind === 'flag') return written === 'true';
  if (kind !== 'json') return written;
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return written;
  }
}
