import type { Invocation, MachineControl, TaskCall } from '../engines/engine.js';
import { answers, pending, type Outcome } from './outcome.js';
import { ScriptedRecord, type ScriptedWave } from './scriptedRecord.js';

/** A call and when it came: seconds since the execution's first call. */
export interface LoggedCall extends TaskCall {
  readonly at: number;
}

/** What a scenario lets a Task do; undefined: as usual. `nth` counts the calls of that Task for that wave and position, from 1. */
export type Script = Readonly<
  Record<string, (call: TaskCall, nth: number, machine: MachineControl) => Outcome | undefined | Promise<Outcome | undefined>>
>;

/** Stands in for the Lambda function behind the Tasks: all goes well, but for what the script says. */
export class ScriptedOrchestrator {
  readonly calls: LoggedCall[] = [];
  readonly record: ScriptedRecord;
  readonly #script: Script;
  #startedAt: number | undefined;

  constructor(waves: readonly ScriptedWave[], script: Script = {}) {
    this.record = new ScriptedRecord(waves);
    this.#script = script;
  }

  /** The function's handler. */
  readonly invoke = async (call: TaskCall, machine: MachineControl): Promise<Invocation> => {
    this.#startedAt ??= machine.now();
    this.calls.push({ ...call, at: machine.now() - this.#startedAt });
    const nth = this.callsOf(call.Task).filter((one) => one.WaveNumber === call.WaveNumber && one.Position === call.Position).length;
    const outcome = (await this.#script[call.Task]?.(call, nth, machine)) ?? (await this.#usual(call, machine));
    if (outcome.kind === 'ERROR') return { threw: outcome };
    if (outcome.kind === 'PENDING') return { returned: null };
    this.#note(call, outcome.value);
    if (call.Token === undefined) return { returned: outcome.value };
    await machine.answer(call.Token, outcome.value);
    return { returned: null };
  };

  /** The calls of one Task (of one wave), in order. */
  callsOf(task: string, waveNumber?: number): LoggedCall[] {
    return this.calls.filter((call) => call.Task === task && (waveNumber === undefined || call.WaveNumber === waveNumber));
  }

  /** When a Task of a wave was first called, in seconds; NaN where it never was. */
  at(task: string, waveNumber?: number): number {
    return this.callsOf(task, waveNumber)[0]?.at ?? NaN;
  }

  async #usual(call: TaskCall, machine: MachineControl): Promise<Outcome> {
    const waveNumber = call.WaveNumber ?? NaN;
    switch (call.Task) {
      case 'PrepareExecution':
        return answers(this.record.prepared);
      case 'AwaitDependencies': {
        const answer = this.record.dependencies(waveNumber, machine.now());
        if (answer === 'SKIP') this.record.skip(waveNumber);
        if (answer !== undefined) return answers({ Answer: answer });
        this.record.keepToken(waveNumber, call.Token ?? '');
        return pending;
      }
      case 'AwaitApproval':
        return answers({ Answer: 'APPROVED' });
      case 'CloseApproval':
        // Nobody answered.
        return answers({ Answer: 'REJECTED' });
      case 'LaunchWave':
      case 'LaunchServer':
      case 'CheckHealth':
      case 'CleanUp':
        return answers({ Answer: 'DONE' });
      case 'AwaitLaunch':
        return answers({ Answer: 'SETTLED' });
      case 'SettleWave':
        return answers({ Succeeded: this.record.settle(waveNumber, call.Failure !== '', machine.now()) });
      case 'ReleaseDependents':
        for (const { token, answer } of this.record.release(waveNumber, machine.now())) await machine.answer(token, { Answer: answer });
        return answers({});
      case 'AwaitDrain':
        return answers({ Answer: 'DRAINED' });
      case 'FinalizeExecution':
        return answers({ CleanUp: true });
      default:
        throw new Error(`the state machine called a Task that its contract does not have: ${call.Task}`);
    }
  }

  #note(call: TaskCall, value: unknown): void {
    const done = (value as { Answer?: string } | null)?.Answer === 'DONE';
    if (call.Task === 'CheckHealth' && done && call.WaveNumber !== undefined) this.record.pass(call.WaveNumber);
  }
}
