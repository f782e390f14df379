import { isFinal, type Clock, type ExecutionView } from '@drs-orchestration/core';
import { isPassing, UnreachableError } from '../api/apiProblem.js';
import type { Display } from '../display/display.js';
import type { Target } from '../target/target.js';
import type { RunEvent, RunEventDetail } from './events.js';
import { followExecution } from './followExecution.js';
import { recordedTime } from './recordedTime.js';
import { resultOf } from './result.js';
import { SlotWaits } from './slotWaits.js';

/** An execution that runs elsewhere, and how it is shown here. */
export interface RemoteRunOptions {
  readonly target: Target;
  /** Opens the target anew, where what it was has ended: the records of a local system outlive it. */
  readonly reopen: () => Promise<Target>;
  readonly executionId: string;
  readonly display: Display;
  /** The machine's time. */
  readonly clock: Clock;
  /** Aborted when the user leaves. */
  readonly leave: AbortSignal;
  /** Milliseconds by the wall between two redraws. */
  readonly redrawEvery: number;
  /** What was shown already. */
  readonly since?: ExecutionView;
}

/** How long is waited between two tries while the API does not answer, at most, in milliseconds. */
const longestPause = 30_000;

/** Follows an execution by its record until nothing is left to wait for; survives the loss of the network. */
export class RemoteRun {
  readonly #options: RemoteRunOptions;
  readonly #over = new AbortController();
  readonly #waits = new SlotWaits();
  #target: Target;
  #view: ExecutionView | undefined;
  #lost = false;

  constructor(options: RemoteRunOptions) {
    this.#options = options;
    this.#target = options.target;
  }

  /** The record as it was seen last. */
  get view(): ExecutionView | undefined {
    return this.#view;
  }

  /** Shows the run until its end; its final record. @throws the leave signal's reason, ApiProblem, NotAllowedError */
  async toItsEnd(): Promise<ExecutionView> {
    const { clock, display, leave, since } = this.#options;
    const redrawing = this.#redraw();
    try {
      const view = await followExecution({
        look: () => this.#look(),
        untilNextLook: () => clock.sleep(this.#target.lookEvery, leave),
        isOver: async (seen) => isOver(seen),
        ...(since === undefined ? {} : { since }),
        onLook: async (seen, events) => {
          leave.throwIfAborted();
          this.#show([...events, ...this.#waits.news(seen)], seen);
        },
      });
      display.end(resultOf(view), { view, messages: [], flags: this.#target.flags });
      return view;
    } finally {
      this.#over.abort();
      await redrawing;
      display.leave();
      if (this.#target !== this.#options.target) await this.#target.close();
    }
  }

  async #look(): Promise<ExecutionView> {
    const { clock, executionId, leave } = this.#options;
    for (let pause = this.#target.lookEvery; ; pause = Math.min(pause * 2, longestPause)) {
      leave.throwIfAborted();
      try {
        await this.#target.refresh();
        const view = await this.#target.api.show(executionId);
        this.#answered();
        return view;
      } catch (error) {
        if (await this.#reopened(error)) continue;
        // Before the first answer it is the address that may be wrong; later the network may come back.
        if (this.#view === undefined || !(isPassing(error) || error instanceof UnreachableError)) throw error;
        this.#unanswered(error as Error);
        await clock.sleep(pause, leave);
      }
    }
  }

  /** A local system that has ended leaves its records: they are looked at instead. */
  async #reopened(error: unknown): Promise<boolean> {
    if (this.#target.kind !== 'LOCAL_SYSTEM' || !(error instanceof UnreachableError)) return false;
    this.#target = await this.#options.reopen();
    return true;
  }

  #answered(): void {
    if (this.#lost) this.#show([{ Type: 'ConnectionRestored' }]);
    this.#lost = false;
  }

  #unanswered(error: Error): void {
    if (!this.#lost) this.#show([{ Type: 'ConnectionLost', Reason: error.message }]);
    this.#lost = true;
  }

  async #redraw(): Promise<void> {
    const { clock, display, redrawEvery } = this.#options;
    while (!this.#over.signal.aborted) {
      await clock.sleep(redrawEvery, this.#over.signal).catch(() => undefined);
      if (!this.#over.signal.aborted) display.redraw();
    }
  }

  #show(details: readonly RunEventDetail[], seen?: ExecutionView): void {
    this.#view = seen ?? this.#view;
    const view = this.#view;
    const now = Math.floor(this.#target.now() / 1000);
    const events = details.map(({ Type, ...detail }): RunEvent => {
      const At = (view === undefined ? undefined : recordedTime({ Type, ...detail } as RunEventDetail, view)) ?? now;
      return { Type, At, ElapsedSeconds: Math.max(0, At - (view?.StartTime ?? At)), ExecutionId: this.#options.executionId, ...detail } as RunEvent;
    });
    this.#options.display.show(inOrder(events), seen);
  }
}

/** By time; what happened in the same second stays as it was told. What the record has no time for stays beside its neighbour. */
function inOrder(events: readonly RunEvent[]): readonly RunEvent[] {
  return [...events].sort((a, b) => a.At - b.At);
}

/** Its status is final, its message is sent, and its clean-up is over (design section 9). */
export function isOver(view: ExecutionView): boolean {
  return isFinal(view.Status) && view.NotificationStatus !== 'PENDING' && !['PENDING', 'IN_PROGRESS'].includes(view.CleanUp?.Status ?? '');
}
