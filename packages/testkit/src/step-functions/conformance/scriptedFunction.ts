import { callKey, type ScriptedEvent } from './callKey.js';
import type { ConformanceCase } from './conformanceCase.js';
import type { ConformanceTarget } from './conformanceTarget.js';
import type { ApiCall } from './scriptedAnswer.js';
import { ScriptedRun, type AnsweredCall, type ReceivedCall } from './scriptedRun.js';

/** How long a token of another call is waited for, in looks of a tenth of a second. */
const looks = 300;

class ScriptedError extends Error {
  constructor({ name, message }: { readonly name: string; readonly message: string }) {
    super(message);
    this.name = name;
  }
}

/** The function behind the suite's Task states: it answers as the run's case says, and with its event where that says nothing. */
export class ScriptedFunction {
  readonly #runs = new Map<string, ScriptedRun>();
  #target: ConformanceTarget | undefined;

  /** The engine whose tokens it answers. */
  answerTo(target: ConformanceTarget): void {
    this.#target = target;
  }

  script(run: string, conformanceCase: ConformanceCase): void {
    this.#runs.set(run, new ScriptedRun(conformanceCase));
  }

  /** Says which execution a run is. */
  started(run: string, executionArn: string): void {
    this.#run(run).started(executionArn);
  }

  /** The calls a run's function got and made, once it has made all of them. */
  async ended(run: string): Promise<{ readonly received: readonly ReceivedCall[]; readonly answered: readonly AnsweredCall[] }> {
    const scripted = this.#run(run);
    await Promise.all(scripted.later);
    return scripted;
  }

  readonly handler = async (given: unknown): Promise<unknown> => {
    const event = given as ScriptedEvent;
    const run = this.#run(event.Run ?? event.ExecutionId ?? '');
    const key = callKey(event);
    run.received.push({ key, event });
    if (event.Token !== undefined) run.tokens.set(key, event.Token);
    const answer = run.answerTo(key, event.Task);
    if (answer === undefined) return given;
    const calls = answer.calls ?? [];
    for (const call of calls) if (call.after === undefined) await this.#make(call, run, event.Token);
    const after = calls.filter((call) => call.after !== undefined);
    if (after.length > 0) run.later.push(this.#makeLater(after, run, event.Token));
    if (answer.error !== undefined) throw new ScriptedError(answer.error);
    return answer.payload ?? {};
  };

  async #makeLater(calls: readonly ApiCall[], run: ScriptedRun, token: string | undefined): Promise<void> {
    let passed = 0;
    for (const call of calls) {
      await this.#live.sleep(call.after! - passed);
      passed = call.after!;
      await this.#make(call, run, token);
    }
  }

  async #make(call: ApiCall, run: ScriptedRun, own: string | undefined): Promise<void> {
    const answered = await this.#send(call, run, own).then(() => 'OK', (error: Error) => error.name);
    run.answered.push({ call: `${call.operation}${call.tokenOf === undefined ? '' : ` for ${call.tokenOf}`}`, expected: call.refusedAs ?? 'OK', answered });
  }

  async #send({ operation, output = '', error, cause, tokenOf, token }: ApiCall, run: ScriptedRun, own: string | undefined): Promise<unknown> {
    const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    if (operation === 'StopExecution') return this.#live.stopExecution({ executionArn: await run.executionArn, ...failure });
    const taskToken = token ?? (tokenOf === undefined ? own : await this.#tokenOf(tokenOf, run)) ?? '';
    if (operation === 'SendTaskSuccess') return this.#live.sendTaskSuccess({ taskToken, output });
    if (operation === 'SendTaskFailure') return this.#live.sendTaskFailure({ taskToken, ...failure });
    return this.#live.sendTaskHeartbeat({ taskToken });
  }

  /** The token that another call was given, which may come only now. */
  async #tokenOf(key: string, run: ScriptedRun): Promise<string> {
    for (let look = 0; look < looks; look += 1) {
      const token = run.tokens.get(key);
      if (token !== undefined) return token;
      await this.#live.sleep(0.1);
    }
    throw new Error(`no call ${key} has come in ${looks / 10} s, so there is no token to answer`);
  }

  get #live(): ConformanceTarget {
    if (this.#target === undefined) throw new Error('the suite has no target yet');
    return this.#target;
  }

  #run(run: string): ScriptedRun {
    const scripted = this.#runs.get(run);
    if (scripted === undefined) throw new Error(`no case runs under the name '${run}': a Task state must send it as Run or ExecutionId`);
    return scripted;
  }
}
