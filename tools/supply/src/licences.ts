import type { Locked } from './project.js';

/** Licences that permit any use of the engine, each by its name in the SPDX list. */
const allowed = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0'],
  ...['Python-2.0', 'PSF-2.0', 'Unlicense', 'WTFPL', 'Zlib', 'CC-BY-3.0', 'CC-BY-4.0', 'Bitstream-Vera', 'MPL-2.0'],
]);

/** Packages whose licence was read by us, because they name none that is in the SPDX list. */
export const readByUs: Readonly<Record<string, string>> = {
  'dejavu-fonts-ttf': 'Bitstream-Vera',
  'png-js': 'MIT',
};

/** Of a choice one has to be allowed, of several that hold together all. */
function isAllowed(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, '').trim();
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  if (bare.includes(' AND ')) return bare.split(' AND ').every(isAllowed);
  return allowed.has(bare);
}

const licenceOf = ({ name, licence }: Locked): string => readByUs[name] ?? licence ?? 'none';

/** How many packages have each licence. */
export function licencesOf(packages: readonly Locked[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of packages) counts.set(licenceOf(each), (counts.get(licenceOf(each)) ?? 0) + 1);
  return new Map([...counts].sort(([one], [other]) => one.localeCompare(other)));
}

/** Packages whose licence may forbid a use of the engine, as `name@version: licence`. */
export const doubtfulLicences = (packages: readonly Locked[]): readonly string[] =>
  packages
    .filter((each) => !isAllowed(licenceOf(each)))
    .map((each) => `${each.name}@${each.version}: ${licenceOf(each)}`);
