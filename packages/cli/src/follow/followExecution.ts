import type { Clock, ExecutionView } from '@drs-orchestration/core';
import type { ApiClient } from './apiClient.js';
import { ChangeSignal } from './changeSignal.js';
import { deriveEvents, startEvent } from './deriveEvents.js';
import type { RunEventDetail } from './events.js';

/** The longest time between two looks, in milliseconds of the clock; what happens locally makes it look sooner. */
const lookEvery = 15_000;

/** What following an execution needs. */
export interface FollowOptions {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly executionId: string;
  /** Calls back whenever the record may have changed; returns a function that ends it. */
  readonly onActivity: (listener: () => void) => () => void;
  /** Whether nothing is left to wait for. */
  readonly isOver: (view: ExecutionView) => Promise<boolean>;
  /** Told after each look what it showed and what is new. */
  readonly onLook: (view: ExecutionView, events: readonly RunEventDetail[]) => Promise<void>;
}

/** Follows an execution until nothing is left to wait for, and returns it as it then is. */
export async function followExecution(options: FollowOptions): Promise<ExecutionView> {
  const { api, clock, executionId, isOver, onLook } = options;
  const changes = new ChangeSignal();
  const leave = options.onActivity(changes.tell);
  try {
    let view = await api.show(executionId);
    // Whatever happened before the first look happened to an execution that had just been accepted.
    const accepted = asAccepted(view);
    await onLook(view, [startEvent(accepted), ...deriveEvents(accepted, view)]);
    for (let over = false; !over; ) {
      over = await isOver(view);
      // What was the last to be done was done after the look that was judged.
      if (!over) await nextChange(changes, clock);
      const after = await api.show(executionId);
      await onLook(after, deriveEvents(view, after));
      view = after;
    }
    return view;
  } finally {
    leave();
  }
}

async function nextChange(changes: ChangeSignal, clock: Clock): Promise<void> {
  const patience = new AbortController();
  await changes.next(clock.sleep(lookEvery, patience.signal));
  patience.abort();
}

function asAccepted(view: ExecutionView): ExecutionView {
  const { EndTime: _end, CleanUp: _cleanUp, ...rest } = view;
  return {
    ...rest,
    Status: 'PENDING',
    Errors: [],
    Waves: view.Waves.map(({ StartTime: _start, EndTime: _waveEnd, Approval: _approval, ...wave }) => ({
      ...wave,
      Status: 'PENDING' as const,
      Servers: wave.Servers.map(({ SourceServerId }) => ({ SourceServerId, Status: 'NOT_STARTED' as const, PollAttempts: 0, TransitionHistory: [] })),
    })),
  };
}
