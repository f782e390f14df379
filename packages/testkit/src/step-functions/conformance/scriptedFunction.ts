import type { ConformanceCase, ScriptedAnswer } from './conformanceCase.js';
import type { ConformanceTarget } from './conformanceTarget.js';

/** What the suite's Task states send: which run, which task, and its token. */
interface ScriptedEvent {
  readonly Run: string;
  readonly Task: string;
  readonly Token?: string;
}

class ScriptedError extends Error {
  constructor({ name, message }: { readonly name: string; readonly message: string }) {
    super(message);
    this.name = name;
  }
}

/** The function behind the suite's Task states: it answers as the run's case says, and with its event where that says nothing. */
export class ScriptedFunction {
  readonly #cases = new Map<string, ConformanceCase>();
  readonly #invocations = new Map<string, number>();
  #target: ConformanceTarget | undefined;

  /** The engine whose tokens it answers. */
  answerTo(target: ConformanceTarget): void {
    this.#target = target;
  }

  script(run: string, conformanceCase: ConformanceCase): void {
    this.#cases.set(run, conformanceCase);
  }

  readonly handler = async (event: unknown): Promise<unknown> => {
    const { Run: run, Task: task, Token: token } = event as ScriptedEvent;
    const answers = this.#cases.get(run)?.answers?.[task];
    if (answers === undefined) return event;
    const invocation = this.#invocations.get(`${run}/${task}`) ?? 0;
    this.#invocations.set(`${run}/${task}`, invocation + 1);
    return this.#answer(answers[Math.min(invocation, answers.length - 1)]!, token ?? '');
  };

  async #answer(answer: ScriptedAnswer, taskToken: string): Promise<unknown> {
    const target = this.#target;
    if (target === undefined) throw new Error('the suite has no target yet');
    if ('payload' in answer) return answer.payload;
    if ('error' in answer) throw new ScriptedError(answer.error);
    if ('succeed' in answer) await target.sendTaskSuccess({ taskToken, output: JSON.stringify(answer.succeed) });
    if ('fail' in answer) await target.sendTaskFailure({ taskToken, ...answer.fail });
    if ('succeedAfter' in answer) void this.#later(target, answer, taskToken);
    return {};
  }

  async #later(target: ConformanceTarget, { succeedAfter, output }: { readonly succeedAfter: number; readonly output: unknown }, taskToken: string): Promise<void> {
    await target.sleep(succeedAfter);
    await target.sendTaskSuccess({ taskToken, output: JSON.stringify(output) });
  }
}
