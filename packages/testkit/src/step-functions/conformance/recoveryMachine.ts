/** A wave of the machine's input; a parallel one of two servers, without pauses, by default. */
export interface RecoveryWave {
  readonly Sequential?: boolean;
  readonly ServerCount?: number;
  readonly PauseBefore?: boolean;
  readonly WaitTimeSeconds?: number;
}

/** The input of an execution: its waves, numbered in order, and how long a token is waited for at first (seconds). */
export function recoveryWaves(waves: readonly RecoveryWave[], patience = 900): object {
  const defaults = { Sequential: false, ServerCount: 2, PauseBefore: false, ApprovalTimeoutSeconds: 86_400, WaitTimeSeconds: 0 };
  return { Patience: { Seconds: patience }, Waves: waves.map((wave, index) => ({ WaveNumber: index + 1, ...defaults, ...wave })) };
}

/**
 * A state machine of the shape of design section 5, for counting: every state, loop, retry and catch that the
 * deployed one is made of. Its tasks' inputs and outputs are those of the deployed machine.
 */
export function recoveryMachine(functionName: string): object {
  const payload = (task: string, fields: object, token: boolean): object => ({
    'Run.$': '$$.Execution.Name', Task: task, ...fields, ...(token ? { 'Token.$': '$$.Task.Token' } : {}),
  });
  const retry = [
    { ErrorEquals: ['TerminalError', 'States.Timeout'], MaxAttempts: 0 },
    { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 },
  ];
  const long = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 60, MaxAttempts: 14 }];
  const task = (name: string, fields: object, more: object, token = false): object => ({
    Type: 'Task',
    Resource: `arn:aws:states:::lambda:invoke${token ? '.waitForTaskToken' : ''}`,
    Parameters: { FunctionName: functionName, Payload: payload(name, fields, token) },
    ...(token ? {} : { ResultSelector: { 'Answer.$': '$.Payload' } }),
    ResultPath: '$.Result',
    Retry: retry,
    ...more,
  });
  const wave = { 'WaveNumber.$': '$.Wave.WaveNumber' };
  const server = { 'WaveNumber.$': '$.WaveNumber', 'Position.$': '$.Position' };
  const caught = (next: string): object[] => [{ ErrorEquals: ['States.ALL'], ResultPath: '$.Failure', Next: next }];
  const waiting = (again: string, next: string): object[] => [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: again }, ...caught(next)];
  const bounded = { TimeoutSecondsPath: '$.Patience.Seconds' };
  const raise = (next: string): object => ({ Type: 'Pass', Parameters: { 'Seconds.$': 'States.MathAdd($.Patience.Seconds, 900)' }, ResultPath: '$.Patience', Next: next });
  const loop = (next: string): object => ({ Type: 'Wait', SecondsPath: '$.Result.Answer.WaitSeconds', Next: next });
  const when = (variable: string, value: string, next: string): object => ({ Variable: variable, StringEquals: value, Next: next });

  const perServer = {
    LaunchServer: task('LaunchServer', server, { Next: 'ServerLaunched?' }),
    'ServerLaunched?': { Type: 'Choice', Choices: [when('$.Result.Answer.Answer', 'WAIT', 'WaitForServerSlot')], Default: 'AwaitServerLaunch' },
    WaitForServerSlot: loop('LaunchServer'),
    AwaitServerLaunch: task('AwaitLaunch', server, { ...bounded, Catch: waiting('ServerPatience', 'ServerFailed'), Next: 'CheckServerHealth' }, true),
    ServerPatience: raise('AwaitServerLaunch'),
    CheckServerHealth: task('CheckHealth', server, { Next: 'ServerHealthy?' }),
    'ServerHealthy?': {
      Type: 'Choice',
      Choices: [when('$.Result.Answer.Answer', 'WAIT', 'WaitForServerHealth'), when('$.Result.Answer.Answer', 'FAILED', 'ServerFailed')],
      Default: 'ServerDone',
    },
    WaitForServerHealth: loop('CheckServerHealth'),
    ServerFailed: { Type: 'Fail', Error: 'ServerFailed', Cause: 'the server did not launch' },
    ServerDone: { Type: 'Pass', Result: {}, End: true },
  };

  const perWave = {
    AwaitDependencies: task('AwaitDependencies', wave, { ...bounded, Catch: waiting('DependenciesPatience', 'SettleWave'), Next: 'Start?' }, true),
    DependenciesPatience: raise('AwaitDependencies'),
    'Start?': { Type: 'Choice', Choices: [when('$.Result.Answer', 'SKIP', 'WaveEnd')], Default: 'How?' },
    'How?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.Wave.PauseBefore', BooleanEquals: true, Next: 'AwaitApproval' },
        { Variable: '$.Wave.Sequential', BooleanEquals: true, Next: 'Positions' },
      ],
      Default: 'LaunchWave',
    },
    AwaitApproval: task('AwaitApproval', wave, { TimeoutSecondsPath: '$.Wave.ApprovalTimeoutSeconds', Catch: waiting('SettleWave', 'SettleWave'), Next: 'Approved?' }, true),
    'Approved?': {
      Type: 'Choice',
      Choices: [
        { Not: { Variable: '$.Result.Answer', StringEquals: 'APPROVED' }, Next: 'SettleWave' },
        { Variable: '$.Wave.Sequential', BooleanEquals: true, Next: 'Positions' },
      ],
      Default: 'LaunchWave',
    },
    LaunchWave: task('LaunchWave', wave, { Catch: caught('SettleWave'), Next: 'Launched?' }),
    'Launched?': { Type: 'Choice', Choices: [when('$.Result.Answer.Answer', 'WAIT', 'WaitForSlot')], Default: 'AwaitLaunch' },
    WaitForSlot: loop('LaunchWave'),
    AwaitLaunch: task('AwaitLaunch', wave, { ...bounded, Catch: waiting('LaunchPatience', 'SettleWave'), Next: 'CheckHealth' }, true),
    LaunchPatience: raise('AwaitLaunch'),
    CheckHealth: task('CheckHealth', wave, { Catch: caught('SettleWave'), Next: 'Healthy?' }),
    'Healthy?': { Type: 'Choice', Choices: [when('$.Result.Answer.Answer', 'WAIT', 'WaitForHealth')], Default: 'SettleWave' },
    WaitForHealth: loop('CheckHealth'),
    Positions: { Type: 'Pass', Parameters: { 'List.$': 'States.ArrayRange(1, $.Wave.ServerCount, 1)' }, ResultPath: '$.Positions', Next: 'Servers' },
    Servers: {
      Type: 'Map',
      MaxConcurrency: 1,
      ItemsPath: '$.Positions.List',
      ItemSelector: { 'WaveNumber.$': '$.Wave.WaveNumber', 'Position.$': '$$.Map.Item.Value', 'Patience.$': '$.Patience' },
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'LaunchServer', States: perServer },
      ResultPath: null,
      Catch: caught('SettleWave'),
      Next: 'SettleWave',
    },
    SettleWave: task('SettleWave', { ...wave, 'Failure.$': '$.Failure' }, { Retry: long, Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'WaitToSettle' }], Next: 'Succeeded?' }),
    WaitToSettle: { Type: 'Wait', Seconds: 60, Next: 'SettleWave' },
    'Succeeded?': {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.Result.Answer.Succeeded', BooleanEquals: true },
            { Variable: '$.Wave.WaitTimeSeconds', NumericGreaterThan: 0 },
          ],
          Next: 'WaitTime',
        },
      ],
      Default: 'ReleaseDependents',
    },
    WaitTime: { Type: 'Wait', SecondsPath: '$.Wave.WaitTimeSeconds', Next: 'ReleaseDependents' },
    ReleaseDependents: task('ReleaseDependents', wave, { Retry: long, Catch: caught('WaveEnd'), Next: 'WaveEnd' }),
    WaveEnd: { Type: 'Pass', Result: {}, End: true },
  };

  return {
    Comment: 'The shape of the recovery state machine',
    StartAt: 'Mode?',
    States: {
      'Mode?': { Type: 'Choice', Choices: [{ And: [{ Variable: '$.Mode', IsPresent: true }, { Variable: '$.Mode', StringEquals: 'CLEANUP' }], Next: 'CleanUp' }], Default: 'Seed' },
      Seed: { Type: 'Pass', Parameters: { Failure: { Error: '', Cause: '' }, 'Patience.$': '$.Patience', 'Waves.$': '$.Waves' }, Next: 'PrepareExecution' },
      PrepareExecution: task('PrepareExecution', {}, { Catch: caught('FinalizeExecution'), Next: 'RunWaves' }),
      RunWaves: {
        Type: 'Map',
        MaxConcurrency: 0,
        ItemsPath: '$.Waves',
        ItemSelector: { 'Wave.$': '$$.Map.Item.Value', 'Failure.$': '$.Failure', 'Patience.$': '$.Patience' },
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'AwaitDependencies', States: perWave },
        ResultPath: null,
        Catch: caught('AwaitDrain'),
        Next: 'AwaitDrain',
      },
      AwaitDrain: task('AwaitDrain', {}, { ...bounded, Catch: waiting('DrainPatience', 'FinalizeExecution'), Next: 'FinalizeExecution' }, true),
      DrainPatience: raise('AwaitDrain'),
      FinalizeExecution: task('FinalizeExecution', { 'Failure.$': '$.Failure' }, { Retry: long, Next: 'CleanUp?' }),
      'CleanUp?': { Type: 'Choice', Choices: [{ Variable: '$.Result.Answer.CleanUp', BooleanEquals: true, Next: 'CleanUp' }], Default: 'Done' },
      CleanUp: task('CleanUp', {}, { Next: 'CleanedUp?' }),
      'CleanedUp?': { Type: 'Choice', Choices: [when('$.Result.Answer.Answer', 'WAIT', 'WaitForCleanUp')], Default: 'Done' },
      WaitForCleanUp: loop('CleanUp'),
      Done: { Type: 'Succeed' },
    },
  };
}
