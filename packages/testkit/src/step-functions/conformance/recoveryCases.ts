import type { ConformanceCase, ScriptedAnswer } from './conformanceCase.js';
import { recoveryMachine, recoveryWaves, type RecoveryWave } from './recoveryMachine.js';

const done = { payload: { Answer: 'DONE' } };
const answered = (answer: string): readonly ScriptedAnswer[] => [{ succeed: { Answer: answer } }];

/** Answers with which every wave launches at once and is well. */
export const smoothAnswers: Readonly<Record<string, readonly ScriptedAnswer[]>> = {
  PrepareExecution: [{ payload: {} }],
  AwaitDependencies: answered('START'),
  AwaitApproval: answered('APPROVED'),
  AwaitLaunch: answered('SETTLED'),
  AwaitDrain: answered('DRAINED'),
  LaunchWave: [done],
  LaunchServer: [done],
  CheckHealth: [done],
  SettleWave: [{ payload: { Succeeded: true } }],
  ReleaseDependents: [{ payload: {} }],
  FinalizeExecution: [{ payload: { CleanUp: true } }],
  CleanUp: [done],
};
const waiting = { payload: { Answer: 'WAIT', WaitSeconds: 1 } };

const recovery = (rule: string, waves: readonly RecoveryWave[], eventTotal: number, answers: ConformanceCase['answers'] = {}): ConformanceCase => ({
  rule,
  machine: (_task, functionName) => recoveryMachine(functionName),
  input: recoveryWaves(waves),
  answers: { ...smoothAnswers, ...answers },
  expected: { status: 'SUCCEEDED' },
  eventTotal,
});

/** The shape of the recovery state machine, by the counts of its history. */
export const recoveryCases: readonly ConformanceCase[] = [
  recovery('a drill of three parallel waves and one clean-up wait has 184 events', [{}, {}, {}], 184, { CleanUp: [waiting, done] }),
  recovery('a sequential wave of two servers costs 80 events', [{ Sequential: true, ServerCount: 2 }], 37 + 80),
  recovery('a wait for a launch slot costs nine events, an approval eight, a wait between waves two, a retried attempt three', [{ PauseBefore: true, WaitTimeSeconds: 1 }], 37 + 46 + 9 + 8 + 2 + 3, {
    LaunchWave: [waiting, done],
    SettleWave: [{ error: { name: 'RetryableError', message: 'not yet' } }, { payload: { Succeeded: true } }],
  }),
  recovery('a server that fails ends its sequential wave, which goes on to be settled', [{ Sequential: true, ServerCount: 3 }], 37 + 32 + 24 + 23, {
    CheckHealth: [done, { payload: { Answer: 'FAILED' } }],
  }),
];
