import { Argument, type Command } from 'commander';
import type { Terminal } from './terminal.js';

const shells = ['bash', 'zsh'] as const;

export const completionCommand = (program: Command, terminal: Terminal): Command =>
  program
    .command('completion')
    .description('print what makes a shell complete commands and options: eval "$(affinity completion bash)"')
    .addArgument(new Argument('<shell>').choices(shells))
    .action((shell: string) => terminal.out(scriptOf(program, shell)));

/** Words by what stands before them: the commands so far, without options. */
function wordsOf(command: Command, before: readonly string[] = []): readonly (readonly [string, string])[] {
  const own = command.commands.map((each) => each.name()).filter((name) => name !== 'help');
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const options = command.options.flatMap(({ long }) => long ?? []);
  return [
    [before.join(' '), [...own, ...choices, ...options, '--help'].join(' ')],
    ...command.commands.flatMap((each) => wordsOf(each, [...before, each.name()])),
  ];
}

function scriptOf(program: Command, shell: string): string {
  const cases = wordsOf(program).map(([before, words]) => `    '${before}') words='${words}' ;;`);
  const bash = `_affinity() {
  local before='' words='' each
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in -*) ;; *) before="\${before:+$before }$each" ;; esac
  done
  case "$before" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _affinity affinity
`;
  return shell === 'bash' ? bash : `autoload -U +X bashcompinit && bashcompinit\n${bash}`;
}
