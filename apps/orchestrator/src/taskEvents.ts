import { TerminalError, type Failure } from '@drs-orchestration/core';
import * as z from 'zod';

const executionId = z.string().min(1);
const waveNumber = z.number().int().positive();
const position = z.number().int().positive();
const token = z.string().min(1);
const failure = z
  .union([z.literal(''), z.object({ Error: z.string(), Cause: z.string().optional() })])
  .transform((value): Failure => (value === '' ? { Error: '' } : { Error: value.Error, ...(value.Cause === undefined ? {} : { Cause: value.Cause }) }));

/** What the state machine's Task states, the finder and EventBridge send (state-machine.md, Tasks). */
const taskEvent = z.discriminatedUnion('Task', [
  z.object({ Task: z.literal('PrepareExecution'), ExecutionId: executionId }),
  z.object({ Task: z.literal('AwaitDependencies'), ExecutionId: executionId, WaveNumber: waveNumber, Token: token }),
  z.object({ Task: z.literal('AwaitApproval'), ExecutionId: executionId, WaveNumber: waveNumber, Token: token }),
  z.object({ Task: z.literal('CloseApproval'), ExecutionId: executionId, WaveNumber: waveNumber }),
  z.object({ Task: z.literal('LaunchWave'), ExecutionId: executionId, WaveNumber: waveNumber }),
  z.object({ Task: z.literal('LaunchServer'), ExecutionId: executionId, WaveNumber: waveNumber, Position: position }),
  z.object({ Task: z.literal('AwaitLaunch'), ExecutionId: executionId, WaveNumber: waveNumber, Position: position.optional(), Token: token }),
  z.object({ Task: z.literal('CheckHealth'), ExecutionId: executionId, WaveNumber: waveNumber, Position: position.optional() }),
  z.object({ Task: z.literal('SettleWave'), ExecutionId: executionId, WaveNumber: waveNumber, Failure: failure }),
  z.object({ Task: z.literal('ReleaseDependents'), ExecutionId: executionId, WaveNumber: waveNumber }),
  z.object({ Task: z.literal('AwaitDrain'), ExecutionId: executionId, Token: token }),
  z.object({ Task: z.literal('FinalizeExecution'), ExecutionId: executionId, Failure: failure }),
  z.object({ Task: z.literal('CleanUp'), ExecutionId: executionId }),
  z.object({ Task: z.literal('Repair'), ExecutionId: executionId }),
]);

/** A Task state's input, or the finder's request to repair. */
export type TaskEvent = z.infer<typeof taskEvent>;

/** Step Functions' "Step Functions Execution Status Change" on EventBridge. */
const statusChange = z.object({
  'detail-type': z.literal('Step Functions Execution Status Change'),
  detail: z.object({
    name: z.string(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']),
    input: z.string().nullish(),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

/** How a machine ended, as EventBridge tells it. */
export interface MachineEnded {
  readonly mode: string;
  readonly executionId: string;
  readonly status: z.infer<typeof statusChange>['detail']['status'];
  readonly error?: string;
  readonly cause?: string;
}

/** A machine's end, or undefined where the event is of another kind. */
export function parseMachineEnded(event: unknown): MachineEnded | undefined {
  const parsed = statusChange.safeParse(event);
  if (!parsed.success) return undefined;
  const { name, status, input, error, cause } = parsed.data.detail;
  const machineInput = parseInput(input ?? '');
  return {
    mode: machineInput?.Mode ?? 'RUN',
    executionId: machineInput?.ExecutionId ?? name,
    status,
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
  };
}

function parseInput(text: string): { readonly Mode: string; readonly ExecutionId: string } | undefined {
  try {
    return z.object({ Mode: z.string(), ExecutionId: z.string() }).parse(JSON.parse(text));
  } catch {
    // Step Functions leaves out an input that is too large; ours never is, and the name is the ExecutionId.
    return undefined;
  }
}

/** @throws TerminalError `UnknownTask`, naming every fault of the event. */
export function parseTaskEvent(event: unknown): TaskEvent {
  const parsed = taskEvent.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new TerminalError('UnknownTask', `The orchestrator was called with an event it does not know: ${z.prettifyError(parsed.error)}`);
}
