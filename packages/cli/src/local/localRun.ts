import { headerItem, isFinal, unixSeconds, type Clock, type ExecutionView } from '@drs-orchestration/core';
import type { FunctionLogLine, LocalSystem } from '@drs-orchestration/testkit';
import type { ApiClient } from '../api/apiClient.js';
import { ApiProblem } from '../api/apiProblem.js';
import { ChangeSignal } from '../follow/changeSignal.js';
import { answerForWave } from '../follow/approvals.js';
import type { RunEvent, RunEventDetail } from '../follow/events.js';
import { followExecution } from '../follow/followExecution.js';
import { SlotWaits } from '../follow/slotWaits.js';
import { resultOf, type RunResult } from '../follow/result.js';
import type { LocalRunOptions } from './localRunOptions.js';

/** The longest time between two looks, in milliseconds of the clock; what happens makes it look sooner. */
const lookEvery = 15_000;

/** A message that a run published. */
export interface PublishedMessage {
  readonly TopicArn: string;
  readonly Subject?: string;
}

/** One execution on a local system, from its acceptance until nothing of it is left to do. */
export class LocalRun {
  readonly messages: PublishedMessage[] = [];
  readonly #options: LocalRunOptions & { readonly api: ApiClient; readonly system: LocalSystem; readonly executionId: string };
  readonly #over = new AbortController();
  /** Aborted when the run is over or being cancelled: nobody need answer any more. */
  readonly #unasked = new AbortController();
  #startTime: number;
  #fail: (error: unknown) => void = () => undefined;

  constructor(options: LocalRunOptions & { readonly api: ApiClient; readonly system: LocalSystem; readonly executionId: string }) {
    this.#options = options;
    this.#startTime = unixSeconds(options.clock);
  }

  /** Shows the run, answers for waves that pause, cancels it where the user wants that; the final record. */
  async toItsEnd(): Promise<ExecutionView> {
    const { api, clock, executionId, system, cancel } = this.#options;
    const failure = new Promise<never>((_resolve, reject) => (this.#fail = reject));
    const onCancel = (): void => this.#aside(this.#cancel());
    const waits = new SlotWaits();
    this.#aside(this.#redraw());
    const changes = new ChangeSignal();
    const unlisten = system.activity.onActivity(changes.tell);
    const following = followExecution({
      look: () => api.show(executionId),
      untilNextLook: () => nextChange(changes, clock),
      isOver: (view) => this.#isOver(view),
      onLook: async (view, events) => {
        this.#looked(view, events);
        this.#show(waits.news(view));
      },
    });
    if (cancel.aborted) onCancel();
    else cancel.addEventListener('abort', onCancel, { once: true });
    try {
      return await Promise.race([following, failure]);
    } finally {
      following.catch(() => undefined);
      unlisten();
      cancel.removeEventListener('abort', onCancel);
      this.#over.abort();
      this.#unasked.abort();
    }
  }

  /** A function wrote a line into its log: what went wrong is shown. */
  heard(line: FunctionLogLine): void {
    if (line.level === 'INFO' || this.#over.signal.aborted) return;
    const reason = typeof line['reason'] === 'string' ? `: ${line['reason']}` : '';
    this.#show([{ Type: 'Warning', Source: line.service, Message: `${line.message}${reason}` }]);
  }

  result(view: ExecutionView): RunResult {
    return resultOf(view);
  }

  #looked(view: ExecutionView, events: readonly RunEventDetail[]): void {
    this.#startTime = view.StartTime;
    // The message about the end goes out before the clean-up begins (design section 5).
    const ofCleanUp = ({ Type }: RunEventDetail): boolean => Type === 'CleanUpStarted' || Type === 'CleanUpEnded';
    this.#show(events.filter((event) => !ofCleanUp(event)), view);
    this.#showMessages();
    this.#show(events.filter(ofCleanUp));
    for (const event of events) if (event.Type === 'WaveAwaitingApproval') this.#aside(this.#answer(event));
  }

  async #answer(wave: { readonly WaveNumber: number; readonly WaveName: string }): Promise<void> {
    const { api, clock, executionId, approvers } = this.#options;
    const warn = (Message: string): void => this.#show([{ Type: 'Warning', Source: 'drsctl', Message }]);
    await answerForWave({ api, clock, executionId, approvers, signal: this.#unasked.signal, warn }, wave);
  }

  async #cancel(): Promise<void> {
    this.#unasked.abort();
    this.#show([{ Type: 'CancelRequested' }]);
    try {
      await this.#options.api.cancel(this.#options.executionId, 'interrupted at the terminal');
    } catch (error) {
      // 409: it has ended meanwhile.
      if (!(error instanceof ApiProblem && error.status === 409)) throw error;
    }
  }

  async #redraw(): Promise<void> {
    const { clock, display, redrawEvery } = this.#options;
    while (!this.#over.signal.aborted) {
      await clock.sleep(redrawEvery, this.#over.signal).catch(() => undefined);
      if (!this.#over.signal.aborted) display.redraw();
    }
  }

  /** Its status is final, and its message, its clean-up and its lock are done with (design section 9). */
  async #isOver(view: ExecutionView): Promise<boolean> {
    if (!isFinal(view.Status)) return false;
    const header = await this.#options.system.items.get('executions', { ExecutionId: view.ExecutionId, Item: headerItem });
    return header?.['Open'] === undefined;
  }

  /** Messages published since the last time. */
  #showMessages(): void {
    for (const { topicArn: TopicArn, subject, message } of this.#options.system.emulator.emulator.messages.slice(this.messages.length)) {
      const named = { TopicArn, ...(subject === undefined ? {} : { Subject: subject }) };
      this.messages.push(named);
      this.#show([{ Type: 'MessagePublished', ...named, Message: parsed(message) }]);
    }
  }

  #show(details: readonly RunEventDetail[], view?: ExecutionView): void {
    const At = unixSeconds(this.#options.clock);
    const common = { At, ElapsedSeconds: Math.max(0, At - this.#startTime), ExecutionId: this.#options.executionId };
    if (details.length === 0 && view === undefined) return;
    const events = details.map(({ Type, ...detail }) => ({ Type, ...common, ...detail }) as RunEvent);
    this.#options.display.show(events, view);
  }

  /** What goes on beside following; its failure is the run's. */
  #aside(work: Promise<void>): void {
    work.catch((error: unknown) => this.#fail(error));
  }
}

async function nextChange(changes: ChangeSignal, clock: Clock): Promise<void> {
  const patience = new AbortController();
  await changes.next(clock.sleep(lookEvery, patience.signal));
  patience.abort();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
