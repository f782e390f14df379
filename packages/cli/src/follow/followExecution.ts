import type { ExecutionView } from '@drs-orchestration/core';
import { deriveEvents, startEvent } from './deriveEvents.js';
import type { RunEventDetail } from './events.js';

/** What following an execution needs. */
export interface FollowOptions {
  /** Reads the record. */
  readonly look: () => Promise<ExecutionView>;
  /** Resolves when it is worth while to look again. */
  readonly untilNextLook: () => Promise<void>;
  /** Whether nothing is left to wait for. */
  readonly isOver: (view: ExecutionView) => Promise<boolean>;
  /** Told after each look what it showed and what is new. */
  readonly onLook: (view: ExecutionView, events: readonly RunEventDetail[]) => Promise<void>;
  /** What was told of it already; default: nothing. */
  readonly since?: ExecutionView;
}

/** Follows an execution until nothing is left to wait for, and returns it as it then is. */
export async function followExecution({ look, untilNextLook, isOver, onLook, since }: FollowOptions): Promise<ExecutionView> {
  let view = await look();
  // Whatever happened before the first look happened to an execution that had just been accepted.
  const accepted = asAccepted(view);
  await onLook(view, since === undefined ? [startEvent(accepted), ...deriveEvents(accepted, view)] : deriveEvents(since, view));
  for (let over = false; !over; ) {
    over = await isOver(view);
    if (!over) await untilNextLook();
    // What was the last to be done was done after the look that was judged.
    const after = await look();
    await onLook(after, deriveEvents(view, after));
    view = after;
  }
  return view;
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
