/** A package.json. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Entries;
  readonly publishConfig?: { readonly exports?: Entries };
} & Readonly<Record<string, unknown>>;

type Entries = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Names the sources in this workspace: projects elsewhere have only the compiled files to run. */
const sourceCondition = '@affinity-engine/source';

/** What only this workspace reads. */
const ofTheWorkspace = ['private', 'nx', 'scripts', 'devDependencies', 'publishConfig'];

/**
 * The manifest of a library as it is packed: without what only this workspace reads, and with versions instead of `*`.
 * @param versions the versions of all libraries, by the names of their packages
 */
export function packedManifest(manifest: Manifest, versions: Readonly<Record<string, string>>): Manifest {
  const { dependencies = {}, exports, publishConfig } = manifest;
  const kept = Object.entries(manifest).filter(([name]) => !ofTheWorkspace.includes(name));
  return {
    ...(Object.fromEntries(kept) as Manifest),
    exports: mapped(publishConfig?.exports ?? exports, (entry) =>
      typeof entry === 'string' ? entry : withoutSource(entry),
    ),
    dependencies: mapped(dependencies, (range, name) => (versions[name] === undefined ? range : `^${versions[name]}`)),
  };
}

function withoutSource(conditions: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(conditions).filter(([condition]) => condition !== sourceCondition));
}

const mapped = <From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
