import { writeFileSync } from 'node:fs';
import type { CommandContext } from '../commandContext.js';
import { writeAnswer } from '../display/answer.js';
import { InputError } from '../input/inputError.js';
import type { ReportOptions } from './answerOptions.js';
import { withTarget } from './withTarget.js';

/** `report ID`: an execution's report, into files or, as Markdown or JSON, on stdout. */
export async function reportCommand(id: string, options: ReportOptions, context: CommandContext): Promise<number> {
  const { view, now } = await withTarget(options, context, async (target) => ({ view: await target.api.show(id), now: target.now() }));
  const { report, reportHtml, reportMarkdown } = await import('../report/index.js');
  const made = report(view, Math.floor(now / 1000));
  const { stderr } = context.terminal;
  const files = [...(options.html === undefined ? [] : [{ path: options.html, text: reportHtml(made) }]), ...(options.markdown === undefined ? [] : [{ path: options.markdown, text: reportMarkdown(made) }])];
  for (const { path, text } of files) {
    write(path, text);
    stderr.write(`Report of execution ${id}: ${path}\n`);
  }
  if (files.length === 0 || options.json === true) writeAnswer(context.terminal, options.json === true, made, () => [reportMarkdown(made).trimEnd()]);
  return 0;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`The report cannot be written to ${path}: ${(error as Error).message}. Name another file.`, { cause: error });
  }
}
