import { parse } from 'yaml';
import { read } from './papers.js';

/* What the Dockerfile and the compose file say. */

export type Service = {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
};
type Compose = { readonly services: Readonly<Record<string, Service>> };

export const yaml = <Content>(file: string): Content => parse(read(file), { merge: true }) as Content;
export const { services } = yaml<Compose>('deploy/compose.yaml');

/** The services that the image runs. */
export const ofEngine = Object.entries(services).filter(([, { build }]) => build !== undefined);

/** With each instruction in one line. */
export const dockerfile = read('Dockerfile').replaceAll(/\\\n\s*/g, '');

/** What follows an instruction, for each time that the Dockerfile has it. */
export const instructions = (name: string): readonly string[] =>
  [...dockerfile.matchAll(new RegExp(`^${name} (.+)$`, 'gm'))].map(([, rest = '']) => rest);

/** The command within an instruction. */
export function commandIn(instruction: string): readonly string[] {
  const [command] = /\[.*\]$/.exec(instruction) ?? [];
  if (command === undefined) throw new Error(`no command in ${instruction}`);
  return JSON.parse(command) as readonly string[];
}

/** The values that the example of deploy/.env has. */
const example = Object.fromEntries(
  read('deploy/.env.example')
    .split('\n')
    .filter((line) => /^\w+=/.test(line))
    .map((line) => line.split(/=(.*)/).slice(0, 2) as [string, string]),
);
const filled = (text: string): string =>
  text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => example[name] ?? `no ${name}`);

/** What the image sets, for every container. */
export const ofImage: Readonly<Record<string, string>> = Object.fromEntries(
  (instructions('ENV')[0] ?? '').split(' ').map((each) => each.split('=') as [string, string]),
);

/** The whole environment of a container. */
export const environmentOf = ({ environment = {} }: Service): Readonly<Record<string, string>> => ({
  ...ofImage,
  ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)])),
});
