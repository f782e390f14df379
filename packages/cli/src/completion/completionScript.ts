import type { CompletionNode, CompletionTree } from './completionTree.js';

/** The shells that scripts are made for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
/** One of them. */
export type Shell = (typeof shells)[number];

/**
 * A shell's completion script for drsctl: all words are in it, so that nothing is started at a TAB. Plan files are
 * proposed where a command takes one.
 */
export function completionScript(shell: Shell, tree: CompletionTree): string {
  return `${{ bash, zsh, fish }[shell](tree).join('\n')}\n`;
}

const inner = (tree: CompletionTree): readonly CompletionNode[] => tree.nodes.filter((node) => node.path !== '');
const pattern = (words: readonly string[]): string => (words.length === 0 ? '""' : words.join('|'));

/** The lines that find which command the line is at: `$path`. */
function pathCases(tree: CompletionTree): readonly string[] {
  return inner(tree).map(({ path }) => {
    const [last = '', ...before] = path.split(' ').reverse();
    return `      "${before.reverse().join(' ')}:${last}") path="${path}" ;;`;
  });
}

function bash(tree: CompletionTree): readonly string[] {
  return [
    '# drsctl completion for bash: eval "$(drsctl completion bash)"',
    '_drsctl() {',
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" path="" words="" files="" i',
    '  COMPREPLY=()',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case "$path:${COMP_WORDS[i]}" in',
    ...pathCases(tree),
    '    esac',
    '  done',
    '  case "$prev" in',
    `    ${pattern(tree.fileOptions)}) words=""; files=1 ;;`,
    `    ${pattern(tree.valueOptions)}) return ;;`,
    '    *)',
    '      case "$path" in',
    ...tree.nodes.map(({ path, words, files }) => `        "${path}") words="${words.join(' ')}"${files ? '; files=1' : ''} ;;`),
    '      esac ;;',
    '  esac',
    '  while IFS= read -r i; do [[ -n $i ]] && COMPREPLY+=("$i"); done < <(compgen -W "$words" -- "$cur")',
    '  if [[ -n $files && $cur != -* ]]; then',
    '    while IFS= read -r i; do COMPREPLY+=("$i"); done < <(compgen -f -- "$cur")',
    '    compopt -o filenames 2>/dev/null',
    '  fi',
    '}',
    'complete -F _drsctl drsctl',
  ];
}

function zsh(tree: CompletionTree): readonly string[] {
  return [
    '#compdef drsctl',
    '# drsctl completion for zsh: eval "$(drsctl completion zsh)", after compinit',
    '_drsctl() {',
    '  local at="" files="" i prev="${words[CURRENT-1]}"',
    '  local -a proposed',
    '  for ((i = 2; i < CURRENT; i++)); do',
    '    case "$at:${words[i]}" in',
    ...pathCases(tree).map((line) => line.replace(' path=', ' at=')),
    '    esac',
    '  done',
    '  case "$prev" in',
    `    ${pattern(tree.fileOptions)}) files=1 ;;`,
    `    ${pattern(tree.valueOptions)}) return ;;`,
    '    *)',
    '      case "$at" in',
    ...tree.nodes.map(({ path, words, files }) => `        "${path}") proposed=(${words.join(' ')})${files ? '; files=1' : ''} ;;`),
    '      esac ;;',
    '  esac',
    '  compadd -- $proposed',
    '  if [[ -n $files && $PREFIX != -* ]]; then _files; fi',
    '}',
    'compdef _drsctl drsctl',
  ];
}

function fish(tree: CompletionTree): readonly string[] {
  return [
    '# drsctl completion for fish: drsctl completion fish | source',
    'function __drsctl_path',
    '  set -l path ""',
    '  for word in (commandline -opc)[2..-1]',
    '    switch "$path:$word"',
    ...inner(tree).map(({ path }) => {
      const [last = '', ...before] = path.split(' ').reverse();
      return `      case "${before.reverse().join(' ')}:${last}"\n        set path "${path}"`;
    }),
    '    end',
    '  end',
    '  echo -n $path',
    'end',
    'complete -c drsctl -f',
    ...tree.nodes.flatMap(({ path, words, files }) => [
      `complete -c drsctl -n 'test (__drsctl_path) = "${path}"' -a '${words.filter((word) => !word.startsWith('-')).join(' ')}'`,
      ...words.filter((word) => word.startsWith('--')).map((word) => `complete -c drsctl -n 'test (__drsctl_path) = "${path}"' -l ${word.slice(2)}${tree.fileOptions.includes(word) ? ' -r -F' : tree.valueOptions.includes(word) ? ' -x' : ''}`),
      ...(files ? [`complete -c drsctl -n 'test (__drsctl_path) = "${path}"' -F`] : []),
    ]),
  ];
}
