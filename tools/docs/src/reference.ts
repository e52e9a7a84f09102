import type { Page } from './pages.js';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
};
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
};
export type OpenApi = {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** One page for each dialect: every call with its parameters, body and answers, then the shapes they name. */
export const referencePages = (documents: Readonly<Record<string, OpenApi>>): readonly Page[] =>
  Object.entries(documents).map(([name, document]) => ({ path: `reference/${name}`, text: pageOf(name, document) }));

function pageOf(name: string, { info, paths, components }: OpenApi): string {
  const calls = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => callOf(verb, path, operation)),
  );
  const shapes = Object.entries(components.schemas).map(([shape, schema]) => shapeOf(shape, schema));
  return [
    `# ${name}`,
    text(info.description ?? ''),
    '## Calls {#calls}',
    ...calls,
    '## Shapes {#shapes}',
    ...shapes,
  ].join('\n\n');
}

function callOf(verb: string, path: string, operation: Operation): string {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  return [
    `### \`${verb.toUpperCase()} ${path}\` {#${operationId}}`,
    `${text(summary)}${/[.!?]$/.test(summary) ? '' : '.'} ${text(description ?? '')}`.trim(),
    `Operation: \`${operationId}\``,
    ...(parameters.length === 0
      ? []
      : [
          table(
            ['parameter', 'in', 'type', 'meaning'],
            parameters.map((each) => [
              `\`${each.name}\`${each.required === true ? ' (required)' : ''}`,
              each.in,
              typeOf(each.schema),
              text(each.description ?? each.schema.description ?? ''),
            ]),
          ),
        ]),
    ...(body === undefined ? [] : [`Body: ${typeOf(body)}`]),
    table(
      ['answer', 'content', 'meaning'],
      Object.entries(responses).map(([status, { description: meaning, content }]) => [
        status,
        Object.entries(content ?? {})
          .map(([type, { schema }]) => (schema === undefined ? `\`${type}\`` : typeOf(schema)))
          .join(' or '),
        text(meaning),
      ]),
    ),
  ].join('\n\n');
}

function shapeOf(name: string, schema: Schema): string {
  const fields = Object.entries(schema.properties ?? {});
  return [
    `### ${name} {#shape-${name.toLowerCase()}}`,
    text(schema.description ?? ''),
    ...(fields.length === 0
      ? [typeOf(schema)]
      : [
          table(
            ['field', 'type', 'meaning'],
            fields.map(([field, of]) => [
              `\`${field}\`${schema.required?.includes(field) === true ? '' : ' (optional)'}`,
              typeOf(of),
              text(of.description ?? ''),
            ]),
          ),
        ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A type in words; one that has a name leads to it. */
function typeOf(schema: Schema): string {
  const { $ref: reference, type, format, items, anyOf, oneOf, allOf } = schema;
  if (reference !== undefined) {
    const name = reference.split('/').at(-1) ?? '';
    return `[${name}](#shape-${name.toLowerCase()})`;
  }
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((each) => `\`${JSON.stringify(each)}\``).join(', ');
  const parts = anyOf ?? oneOf ?? allOf;
  if (parts !== undefined) return [...new Set(parts.map(typeOf))].join(allOf === undefined ? ' or ' : ' and ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  const kinds = [type ?? 'any'].flat().join(' or ');
  return format === undefined ? kinds : `${kinds} (${format})`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (value: string): string => value.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** A description is text: no template, no markup. */
const text = (value: string): string =>
  value
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;').replaceAll('{', '&#123;') : part))
    .join('');
