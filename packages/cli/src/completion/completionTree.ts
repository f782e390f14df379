import type { Command, Option } from 'commander';

/** What may follow a command on its line. */
export interface CompletionNode {
  /** The commands that lead to it, e.g. `plan put`; empty for drsctl itself. */
  readonly path: string;
  /** Its subcommands and its options. */
  readonly words: readonly string[];
  /** Whether an argument of it is a file. */
  readonly files: boolean;
}

/** A command tree, as completion scripts need it. */
export interface CompletionTree {
  readonly nodes: readonly CompletionNode[];
  /** Options whose value is a file or a folder. */
  readonly fileOptions: readonly string[];
  /** Options with any other value: nothing can be proposed. */
  readonly valueOptions: readonly string[];
}

const isFileLike = /file|folder|plan|source/iu;

/** The tree of a program's commands; hidden ones are left out. */
export function completionTree(program: Command): CompletionTree {
  const nodes: CompletionNode[] = [];
  const options = new Map<string, Option>();
  const walk = (command: Command, path: string): void => {
    const help = command.createHelp();
    const commands = help.visibleCommands(command).map((one) => one.name());
    const own = help.visibleOptions(command);
    for (const option of own) options.set(option.long ?? option.flags, option);
    const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
    nodes.push({ path, words: [...commands, ...choices, ...own.flatMap((option) => option.long ?? [])], files: command.registeredArguments.some((argument) => isFileLike.test(argument.name())) });
    for (const sub of command.commands) if (commands.includes(sub.name()) && sub.name() !== 'help') walk(sub, path === '' ? sub.name() : `${path} ${sub.name()}`);
  };
  walk(program, '');
  const valued = [...options].filter(([, option]) => option.required || option.optional);
  const takesFile = ([, option]: readonly [string, Option]): boolean => /<(?:file|folder|source)>/u.test(option.flags);
  return { nodes, fileOptions: valued.filter(takesFile).map(([name]) => name), valueOptions: valued.filter((entry) => !takesFile(entry)).map(([name]) => name) };
}
