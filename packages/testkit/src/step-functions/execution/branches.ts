import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { Frame, type MapItem } from './frame.js';
import { cancelled } from './scope.js';

/** What runs inside a Map or a Parallel, and what its events are. */
export interface Branches {
  readonly count: number;
  /** How many run at the same time. */
  readonly concurrency: number;
  item(index: number): MapItem | undefined;
  run(index: number, frame: Frame): Promise<unknown>;
  started?(index: number, frame: Frame): void;
  succeeded?(index: number, frame: Frame): void;
  failed?(index: number, frame: Frame): void;
  aborted?(index: number, frame: Frame): void;
  recordAborted(frame: Frame): void;
}

interface Branch {
  readonly index: number;
  readonly frame: Frame;
}

/**
 * Runs branches, `concurrency` at a time, in their order, and returns their outputs in that order.
 * The first that fails gives up the others; what ends the whole execution passes without events.
 * @throws StateFailure of the branch that failed.
 */
export async function runBranches(parent: Frame, branches: Branches): Promise<unknown[]> {
  const scope = parent.scope.child();
  const outputs = new Array<unknown>(branches.count);
  const running = new Map<number, Frame>();
  let next = 0;
  let lastEvent = parent.lastEvent;

  const start = (): Branch => {
    const index = next++;
    const frame = new Frame(parent.shared, scope, lastEvent, branches.item(index) ?? parent.item);
    running.set(index, frame);
    parent.inner = [...running.values()];
    branches.started?.(index, frame);
    return { index, frame };
  };

  const giveUp = ({ index, frame }: Branch): void => {
    const failedAt = frame.lastEvent;
    running.delete(index);
    branches.failed?.(index, frame);
    frame.lastEvent = failedAt;
    // As recorded from AWS: a failed task's state is aborted too, a Fail state is not.
    if (frame.state.type === 'Task') frame.record('TaskStateAborted');
    for (const [other, otherFrame] of running) {
      otherFrame.lastEvent = failedAt;
      branches.aborted?.(other, otherFrame);
      branches.recordAborted(otherFrame);
    }
    parent.lastEvent = failedAt;
  };

  /** Ends the other branches, with their events, and returns what the whole ends with. */
  const failing = (error: unknown, branch: Branch): Error => {
    if (error === cancelled || error instanceof RuntimeFailure || scope.isCancelled) return error as Error;
    try {
      giveUp(branch);
      return error as Error;
    } catch (problem) {
      return problem as Error;
    } finally {
      scope.cancel();
    }
  };

  try {
    await new Promise<void>((resolve, reject) => {
      const leave = parent.scope.onCancel(() => reject(cancelled));
      const runOnwards = async (first: Branch): Promise<void> => {
        let branch = first;
        try {
          for (;;) {
            outputs[branch.index] = await branches.run(branch.index, branch.frame);
            lastEvent = branch.frame.lastEvent;
            branches.succeeded?.(branch.index, branch.frame);
            running.delete(branch.index);
            if (next >= branches.count) break;
            branch = start();
          }
          if (running.size > 0) return;
          parent.lastEvent = branch.frame.lastEvent;
          resolve();
        } catch (error) {
          reject(failing(error, branch));
        } finally {
          if (running.size === 0) leave();
        }
      };
      const first: Branch[] = [];
      while (first.length < Math.min(branches.concurrency, branches.count)) first.push(start());
      for (const branch of first) void runOnwards(branch);
      if (branches.count === 0) resolve();
    });
  } finally {
    scope.cancel();
    parent.inner = [];
  }
  return outputs;
}
