import { Command, CommanderError } from 'commander';
import { localNames } from '../local-names.js';
import { agencyCommand } from './agency.js';
import { clockCommand } from './clock.js';
import { completionCommand } from './completion.js';
import { exits, reported } from './failures.js';
import { listenCommand } from './listen.js';
import { loginCommand } from './login.js';
import { partnersCommand } from './partners.js';
import { refusalsCommand } from './refusals.js';
import { replayCommand } from './replay.js';
import { tailCommand } from './tail.js';
import type { Terminal } from './terminal.js';
import { triggerCommand } from './trigger.js';

const after = `
Exit status: 0 done, 1 refused or wrong, 2 not understood, 3 no access, 4 no answer.
Credentials are in affinity/profiles.json below XDG_CONFIG_HOME, by default ~/.config.`;

/** The whole command line. */
export function programFor(terminal: Terminal): Command {
  const program = new Command('affinity')
    .description('What operators and partners type.')
    .option('--json', 'print JSON, also on a terminal', false)
    .option('--profile <name>', 'whose credentials; by default those of the role that the command needs')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: () => undefined })
    .addHelpText('after', after);
  const commands = [
    ...[loginCommand, listenCommand, tailCommand, triggerCommand, replayCommand],
    ...[clockCommand, partnersCommand, agencyCommand, refusalsCommand, completionCommand],
  ];
  for (const command of commands) command(program, terminal);
  const local = program.command('local').description('commands that work on the database itself, on its machine');
  for (const name of localNames) local.command(name);
  return program;
}

/** Runs a command. @returns the exit status */
export async function runRemote(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const program = programFor(terminal);
    if (args.length === 0) {
      program.outputHelp();
      return exits.usage;
    }
    await program.parseAsync([...args], { from: 'user' });
    return exits.done;
  } catch (failure) {
    if (!(failure instanceof CommanderError)) return reported(failure, terminal);
    if (failure.exitCode === 0) return exits.done;
    terminal.err(`${sentenceOf(failure)}; see --help\n`);
    return exits.usage;
  }
}

/** What commander says, as the other commands say it. */
const sentenceOf = ({ message }: CommanderError): string =>
  message
    .replace(/^error: /, '')
    .replace(/^unknown command '(.*)'.*$/s, 'unknown command $1')
    .replace(/\n.*$/s, '')
    .replace(/\.$/, '');
