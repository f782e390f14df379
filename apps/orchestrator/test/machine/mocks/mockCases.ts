/** What a mocked state does with one call; `times` it in a row, once where not said. */
export type MockedCall =
  | { readonly returns: unknown; readonly times?: number }
  | { readonly throws: string; readonly cause?: string; readonly times?: number };

/** One way through the machine, on an engine that calls no function: Step Functions Local with its mock configuration. */
export interface MockCase {
  /** The name in the mock configuration; an execution of `<state machine's ARN>#<name>` takes this way. */
  readonly name: string;
  /** A rule. */
  readonly title: string;
  readonly input?: unknown;
  /** What states answer otherwise than where all goes well. */
  readonly states?: Readonly<Record<string, readonly MockedCall[]>>;
  /** States that are entered on this way, and on no good one. */
  readonly passes?: readonly string[];
  /** States that are not entered. */
  readonly avoids?: readonly string[];
  /** The error it fails with; it succeeds where not said. */
  readonly fails?: string;
  /** It waits for minutes, so an engine in real time leaves it out. */
  readonly long?: true;
}

const once = (value: unknown): readonly MockedCall[] => [{ returns: value }];
const thrown = (name: string, cause: string, times = 1): MockedCall => ({ throws: name, cause, times });
const answer = (Answer: string): unknown => ({ Answer });
const waitOneSecond = { Answer: 'WAIT', WaitSeconds: 1 };

const wave = { WaveNumber: 1, Sequential: false, ServerCount: 2, PauseBefore: false, ApprovalTimeoutSeconds: 86_400, WaitTimeSeconds: 0 };
const prepared = (changes: Partial<typeof wave> = {}): readonly MockedCall[] => once({ Waves: [{ ...wave, ...changes }] });
const sequential = prepared({ Sequential: true });
const paused = prepared({ PauseBefore: true });
const twice = (value: unknown): readonly MockedCall[] => [{ returns: value, times: 2 }];

/** What each state answers where all goes well: the tasks' own shapes (the integration adds what is around them). */
export const whereAllGoesWell: Readonly<Record<string, readonly MockedCall[]>> = {
  PrepareExecution: prepared(),
  AwaitDependencies: once(answer('START')),
  AwaitApproval: once(answer('APPROVED')),
  CloseApproval: once(answer('REJECTED')),
  LaunchWave: once(answer('DONE')),
  AwaitLaunch: once(answer('SETTLED')),
  CheckHealth: once(answer('DONE')),
  LaunchServer: twice(answer('DONE')),
  AwaitServerLaunch: twice(answer('SETTLED')),
  CheckServerHealth: twice(answer('DONE')),
  SettleWave: once({ Succeeded: true }),
  ReleaseDependents: once({}),
  AwaitDrain: once(answer('DRAINED')),
  FinalizeExecution: once({ CleanUp: true }),
  CleanUp: once(answer('DONE')),
};

const terminal = (cause: string): readonly MockedCall[] => [thrown('TerminalError', cause)];
const timedOut = thrown('States.Timeout', 'Nobody answered in time.');
const crashed = (times: number): MockedCall => thrown('Lambda.Unknown', 'The function crashed.', times);

/** Every way through the machine. */
export const mockCases: readonly MockCase[] = [
  { name: 'Drill', title: 'a drill of one wave is launched, settled, drained, finalized and cleaned up', passes: ['LaunchWave', 'CleanUp', 'Finished'] },
  { name: 'Recovery', title: 'a recovery is not cleaned up', states: { FinalizeExecution: once({ CleanUp: false }) }, avoids: ['CleanUp'], passes: ['Finished'] },
  { name: 'SequentialWave', title: 'a sequential wave launches its servers one by one', states: { PrepareExecution: sequential }, passes: ['LaunchServer', 'ServerEnds'], avoids: ['LaunchWave'] },
  { name: 'ApprovedWave', title: 'a wave that pauses launches when it is approved', states: { PrepareExecution: paused }, passes: ['AwaitApproval', 'LaunchWave'] },
  { name: 'WaveWithWaitTime', title: 'dependents are released after the wave\'s wait', states: { PrepareExecution: prepared({ WaitTimeSeconds: 1 }) }, passes: ['WaitBeforeRelease'] },
  { name: 'CleanUpAlone', title: 'Mode CLEANUP runs the clean-up alone, until nothing is left', input: { Mode: 'CLEANUP', ExecutionId: 'e-1' }, states: { CleanUp: [{ returns: waitOneSecond }, { returns: answer('DONE') }] }, passes: ['WaitForCleanUp', 'Finished'], avoids: ['PrepareExecution'] },
  { name: 'WrongInput', title: 'an input without an ExecutionId fails at once', input: { Mode: 'RUN' }, passes: ['UnknownInput'], avoids: ['PrepareExecution'], fails: 'UnexpectedInput' },
  { name: 'PreparationFails', title: 'what preparation refuses is finalized, and no wave starts', states: { PrepareExecution: terminal('s-1 is not replicating'), FinalizeExecution: once({ CleanUp: false }) }, passes: ['FinalizeExecution'], avoids: ['RunWaves'] },
  { name: 'PreparationNotUnderstood', title: 'a preparation without waves is finalized as not understood', states: { PrepareExecution: once({}), FinalizeExecution: once({ CleanUp: false }) }, passes: ['UnknownPreparation'], avoids: ['RunWaves'] },
  { name: 'PreparationCrashesOnce', title: 'a preparation that crashes is tried again', states: { PrepareExecution: [crashed(1), ...prepared()] }, passes: ['RunWaves', 'Finished'] },
  { name: 'SkippedWave', title: 'a wave whose parents failed is skipped', states: { AwaitDependencies: once(answer('SKIP')) }, passes: ['WaveEnds'], avoids: ['LaunchWave', 'SettleWave'] },
  { name: 'DependenciesTimeOut', title: 'a wait for dependencies that times out is registered again', states: { AwaitDependencies: [timedOut, { returns: answer('START') }] }, passes: ['RegisterStartAgain', 'LaunchWave'] },
  { name: 'DependenciesUnknown', title: 'a wave whose dependencies cannot be read is settled and never launches', states: { AwaitDependencies: terminal('no permission') }, passes: ['SettleWave'], avoids: ['LaunchWave'] },
  { name: 'RejectedWave', title: 'a rejected wave is settled and never launches', states: { PrepareExecution: paused, AwaitApproval: once(answer('REJECTED')) }, passes: ['IsWaveApproved', 'SettleWave'], avoids: ['LaunchWave', 'UnknownAnswer'] },
  { name: 'ApprovalTimesOut', title: 'a wave that nobody approves is settled and never launches', states: { PrepareExecution: paused, AwaitApproval: [timedOut] }, passes: ['CloseApproval', 'SettleWave'], avoids: ['LaunchWave', 'UnknownAnswer'] },
  { name: 'ApprovalUnheard', title: 'a wave whose approval is on record launches though nobody told the machine', states: { PrepareExecution: paused, AwaitApproval: [timedOut], CloseApproval: once(answer('APPROVED')) }, passes: ['CloseApproval', 'LaunchWave', 'AwaitLaunch'], avoids: ['UnknownAnswer'] },
  { name: 'ApprovalNotClosed', title: 'a wave whose approval cannot be closed is settled and never launches', states: { PrepareExecution: paused, AwaitApproval: [timedOut], CloseApproval: terminal('no permission') }, passes: ['SettleWave'], avoids: ['LaunchWave', 'IsWaveApproved'] },
  { name: 'LaunchRefused', title: 'a launch that is refused is not tried again, and its wave is settled', states: { LaunchWave: terminal('no permission') }, passes: ['SettleWave', 'Finished'], avoids: ['AwaitLaunch'] },
  { name: 'LaunchCrashesTwice', title: 'a launch that crashes twice is tried again and goes on', states: { LaunchWave: [crashed(2), { returns: answer('DONE') }] }, passes: ['AwaitLaunch'] },
  { name: 'LaunchCrashesForGood', title: 'a launch that crashes four times is given up, and its wave is settled', states: { LaunchWave: [crashed(4)] }, passes: ['SettleWave', 'Finished'], avoids: ['AwaitLaunch'] },
  { name: 'LaunchWaitsForSlot', title: 'a launch without a free job slot waits and asks again', states: { LaunchWave: [{ returns: waitOneSecond }, { returns: answer('DONE') }] }, passes: ['WaitToLaunchWave', 'AwaitLaunch'] },
  { name: 'LaunchNotUnderstood', title: 'an answer that is not understood settles the wave', states: { LaunchWave: once(answer('PERHAPS')) }, passes: ['UnknownAnswer', 'SettleWave'], avoids: ['AwaitLaunch'] },
  { name: 'LaunchTimesOut', title: 'a wait for launches that times out is registered again', states: { AwaitLaunch: [timedOut, { returns: answer('SETTLED') }] }, passes: ['RegisterLaunchAgain', 'CheckHealth'] },
  { name: 'LaunchNeverHeardOf', title: 'a launch that cannot be waited for is settled without a health check', states: { AwaitLaunch: terminal('no permission') }, passes: ['SettleWave'], avoids: ['CheckHealth'] },
  { name: 'HealthPending', title: 'health is asked again until it is known', states: { CheckHealth: [{ returns: waitOneSecond }, { returns: answer('DONE') }] }, passes: ['WaitForHealth', 'SettleWave'] },
  { name: 'HealthUnknown', title: 'a health check that cannot be made settles the wave', states: { CheckHealth: terminal('no permission') }, passes: ['SettleWave'], avoids: ['IsHealthKnown'] },
  { name: 'ServerWaits', title: 'a server waits for its slot, its launch and its health', states: { PrepareExecution: prepared({ Sequential: true, ServerCount: 1 }), LaunchServer: [{ returns: waitOneSecond }, { returns: answer('DONE') }], AwaitServerLaunch: [timedOut, { returns: answer('SETTLED') }], CheckServerHealth: [{ returns: waitOneSecond }, { returns: answer('DONE') }] }, passes: ['WaitToLaunchServer', 'RegisterServerLaunchAgain', 'WaitForServerHealth', 'ServerEnds'] },
  { name: 'ServerFails', title: 'a server that fails stops the rest of its wave', states: { PrepareExecution: sequential, CheckServerHealth: once(answer('FAILED')) }, passes: ['ServerFailed', 'SettleWave'], avoids: ['ServerEnds'] },
  { name: 'ServerNotUnderstood', title: 'an answer about a server that is not understood settles its wave', states: { PrepareExecution: sequential, LaunchServer: once(answer('PERHAPS')) }, passes: ['UnknownServerAnswer', 'SettleWave'], avoids: ['AwaitServerLaunch'] },
  { name: 'SettlingFails', title: 'a settling that fails rests and comes back', states: { SettleWave: [...terminal('no permission'), { returns: { Succeeded: false } }] }, passes: ['WaitToSettleWave', 'ReleaseDependents'], long: true },
  { name: 'ReleasingFails', title: 'a release that fails ends the wave, not the run', states: { ReleaseDependents: terminal('no permission') }, passes: ['WaveEnds', 'Finished'] },
  { name: 'WavesFail', title: 'a wave that Step Functions itself cannot process fails the run, for the repair to see', states: { PrepareExecution: prepared({ Sequential: true, ServerCount: 1001 }) }, passes: ['ServerPositions'], avoids: ['SettleWave', 'AwaitDrain'], fails: 'States.Runtime' },
  { name: 'DrainTimesOut', title: 'a drain that times out is registered again', states: { AwaitDrain: [timedOut, { returns: answer('DRAINED') }] }, passes: ['RegisterDrainAgain', 'FinalizeExecution'] },
  { name: 'DrainFails', title: 'a drain that fails rests and comes back', states: { AwaitDrain: [...terminal('no permission'), { returns: answer('DRAINED') }] }, passes: ['WaitToDrain', 'FinalizeExecution'], long: true },
  { name: 'FinalizingFails', title: 'a run that cannot be finalized fails, for the repair to see', states: { FinalizeExecution: terminal('no permission') }, avoids: ['CleanUp'], fails: 'TerminalError' },
  { name: 'CleanUpFails', title: 'a clean-up that fails says what to do', states: { CleanUp: terminal('no permission') }, passes: ['CleanUpFailed'], fails: 'CleanUpFailed' },
  { name: 'CleanUpNotUnderstood', title: 'a clean-up whose answer is not understood fails', states: { CleanUp: once(answer('PERHAPS')) }, passes: ['CleanUpFailed'], fails: 'CleanUpFailed' },
];

/** The input of an execution on a case's way. */
export const inputOf = (mockCase: MockCase): unknown => mockCase.input ?? { Mode: 'RUN', ExecutionId: 'e-1' };

/** What a state answers on a case's way, call by call; the last for all further ones. @throws Error where it answers nothing */
export function callsOf(mockCase: MockCase, state: string): readonly MockedCall[] {
  const calls = mockCase.states?.[state] ?? whereAllGoesWell[state];
  if (calls === undefined) throw new Error(`the mocks say nothing of the state ${state}`);
  return calls.flatMap(({ times = 1, ...call }) => Array.from({ length: times }, () => call));
}
