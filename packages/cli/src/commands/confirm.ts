import type { CommandContext } from '../commandContext.js';
import { printable } from '../display/printable.js';
import { InputError } from '../input/inputError.js';
import { ask, canAsk } from '../terminal.js';

/** Asks to type a name before something that cannot be undone. @throws InputError where nobody can be asked, or another name is typed. */
export async function confirmByName(what: { readonly warning: string; readonly action: string; readonly of: string; readonly name: string }, { terminal, interrupts }: CommandContext): Promise<void> {
  const { warning, action, of, name } = what;
  if (!canAsk(terminal)) throw new InputError(`${warning} Confirm it at a terminal, or by --yes.`);
  const answer = await ask(terminal, printable(`${warning}\nType the ${of} to go on (${name}): `), interrupts.signal);
  if (answer !== name) throw new InputError(`That is not the ${of} (${name}): nothing was ${action}.`);
}
