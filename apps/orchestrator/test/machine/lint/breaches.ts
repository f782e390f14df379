import { gone, reversed, to, withoutFirst, withoutLast, type Place } from './brokenCopy.js';
import { defaults, presence, waits } from './choiceRules.js';
import { catches, deadTokens, errorFields, errorNames, retries } from './errorRules.js';
import { boundaries, emptyEnds, jsonPathOnly, reachability, uniqueNames } from './flowRules.js';
import type { Rule } from './rule.js';
import { payloads, resources, resultSelectors, timeouts } from './taskRules.js';

/** A way of breaking the machine, and what the rule must say then. */
export interface Breach {
  readonly when: string;
  readonly place: Place;
  readonly change: (value: unknown) => unknown;
  readonly says: string;
}

const breach = (when: string, place: Place, change: Breach['change'], says: string): Breach => ({ when, place, change, says });
const payload = ['Parameters', 'Payload'] as const;

/** Each rule with the breaches that it must find. */
export const rules: readonly { readonly rule: Rule; readonly breaches: readonly Breach[] }[] = [
  {
    rule: resources,
    breaches: [breach('a Task uses an SDK integration', ['CleanUp', 'Resource'], to('arn:aws:states:::aws-sdk:drs:startRecovery'), 'CleanUp: its Resource is arn:aws:states:::aws-sdk:drs:startRecovery')],
  },
  {
    rule: timeouts,
    breaches: [
      breach('a call has no time-out', ['CleanUp', 'TimeoutSeconds'], gone, 'CleanUp: it needs'),
      breach("a call's time-out comes before the function's", ['CheckHealth', 'TimeoutSeconds'], to(300), 'CheckHealth: it needs'),
      breach('a token is waited for without an end', ['AwaitDrain', 'TimeoutSecondsPath'], gone, 'AwaitDrain: it needs'),
    ],
  },
  {
    rule: payloads,
    breaches: [
      breach('a Task passes a name that the contract lacks', ['CleanUp', ...payload, 'Task'], to('Cleanup'), 'CleanUp: no Task is called Cleanup'),
      breach("a server's Task does not say which server", ['CheckServerHealth', ...payload, 'Position.$'], gone, 'CheckServerHealth: its payload lacks Position.$'),
      breach('a Task passes more than the contract says', ['LaunchWave', ...payload, 'Wave.$'], to('$.Wave'), 'LaunchWave: Wave.$ is not part of its payload'),
      breach('a Task passes the id of another thing', ['LaunchWave', ...payload, 'ExecutionId.$'], to('$$.Execution.Id'), 'LaunchWave: it passes $$.Execution.Id as its ExecutionId'),
      breach('a Task waits for a token that it does not pass', ['LaunchWave', 'Resource'], to('arn:aws:states:::lambda:invoke.waitForTaskToken'), 'LaunchWave: a token and waiting for one go together'),
      breach('a Task calls another function', ['CleanUp', 'Parameters', 'FunctionName'], to('arn:aws:lambda:other'), 'CleanUp: it calls arn:aws:lambda:other'),
    ],
  },
  {
    rule: resultSelectors,
    breaches: [
      breach('a ResultSelector reaches into the answer', ['SettleWave', 'ResultSelector'], to({ 'Succeeded.$': '$.Payload.Succeeded' }), 'SettleWave: its ResultSelector takes $.Payload.Succeeded'),
      breach('a Task keeps the metadata of its call', ['CheckHealth', 'ResultSelector'], gone, 'CheckHealth: without a ResultSelector'),
      breach("a Task's result replaces the input", ['AwaitLaunch', 'ResultPath'], gone, 'AwaitLaunch: without a ResultPath'),
    ],
  },
  {
    rule: retries,
    breaches: [
      breach('a Task has no Retry', ['LaunchWave', 'Retry'], gone, 'LaunchWave: its Retry is'),
      breach('TerminalError comes after States.ALL', ['LaunchWave', 'Retry'], reversed, 'LaunchWave: its Retry is'),
      breach('a dead token is retried', ['AwaitLaunch', 'Retry', 0, 'ErrorEquals'], withoutLast, 'AwaitLaunch: its Retry is'),
      breach('SettleWave gives up after 14 s', ['SettleWave', 'Retry', 1, 'MaxAttempts'], to(3), 'SettleWave: its Retry is'),
      breach('a delay grows without bound', ['FinalizeExecution', 'Retry', 1, 'MaxDelaySeconds'], gone, 'FinalizeExecution: its Retry is'),
    ],
  },
  {
    rule: catches,
    breaches: [
      breach('a Task of a wave leaves its errors to the Map', ['LaunchWave', 'Catch'], gone, 'LaunchWave: nothing catches its errors'),
      breach("the servers' Map leaves their errors to the waves' Map", ['LaunchServers', 'Catch'], withoutLast, 'LaunchServer: nothing catches its errors'),
      breach('servers run side by side under one Catch', ['LaunchServers', 'MaxConcurrency'], to(2), 'LaunchServer: nothing catches its errors'),
      breach('States.ALL comes before a name', ['LaunchServers', 'Catch'], reversed, 'LaunchServers: States.ALL hides what is caught after it'),
      breach('a caught error replaces the input', ['CleanUp', 'Catch', 0, 'ResultPath'], gone, 'CleanUp: its Catch of States.ALL replaces the input'),
    ],
  },
  {
    rule: deadTokens,
    breaches: [
      breach('a time-out is not caught', ['AwaitServerLaunch', 'Catch'], gone, 'AwaitServerLaunch: it does not catch States.Timeout'),
      breach('a time-out comes back to the same Task', ['AwaitDrain', 'Catch', 0, 'Next'], to('AwaitDrain'), 'AwaitDrain: after States.Timeout it keeps its dead token'),
    ],
  },
  {
    rule: errorNames,
    breaches: [
      breach('an error name has a typo', ['CleanUp', 'Retry', 0, 'ErrorEquals'], to(['TerminalErorr']), 'CleanUp: nothing raises TerminalErorr'),
      breach('a States name does not exist', ['CleanUp', 'Catch', 0, 'ErrorEquals'], to(['States.All']), 'CleanUp: nothing raises States.All'),
      breach('a Fail state is renamed under its catcher', ['ServerFailed', 'Error'], to('ServerBroken'), 'LaunchServers: nothing raises ServerFailed'),
    ],
  },
  {
    rule: errorFields,
    breaches: [
      breach('a Retry field is misspelt', ['SettleWave', 'Retry', 1, 'MaxDelaySecond'], to(60), 'SettleWave: Retry has no field MaxDelaySecond'),
      breach('a Catch field is misspelt', ['SettleWave', 'Catch', 0, 'ResultsPath'], to(null), 'SettleWave: Catch has no field ResultsPath'),
    ],
  },
  {
    rule: presence,
    breaches: [
      breach('an answer is compared unguarded', ['IsHealthKnown', 'Choices'], withoutFirst, 'IsHealthKnown: it compares $.Health.Payload.Answer'),
      breach("the answer of an approval's close is compared unguarded", ['IsWaveApproved', 'Choices', 2, 'And'], withoutFirst, 'IsWaveApproved: it compares $.Approval.Payload.Answer'),
      breach('a guard comes after the comparison', ['IsWaitDue', 'Choices', 0, 'And'], reversed, 'IsWaitDue: it compares $.Settled.Payload.Succeeded'),
      breach('conditions are combined by more than And', ['IsCleanUpDue', 'Choices'], to([{ Not: { Variable: '$.X', StringEquals: 'Y' }, Next: 'Finished' }]), 'IsCleanUpDue: only And may combine'),
    ],
  },
  {
    rule: defaults,
    breaches: [
      breach('a Choice has no Default', ['IsWaveApproved', 'Default'], gone, 'IsWaveApproved: it has no Default'),
      breach('an absent approval counts as given', ['IsWaveApproved', 'Choices', 0], to({ Variable: '$.Approval.Answer', IsPresent: false, Next: 'IsWaveSequential' }), 'IsWaveApproved: without $.Approval.Answer it goes to IsWaveSequential'),
      breach('an absent answer counts as a good one', ['IsHealthKnown', 'Choices', 0, 'Next'], to('SettleWave'), 'IsHealthKnown: without $.Health.Payload.Answer it goes to SettleWave'),
    ],
  },
  {
    rule: waits,
    breaches: [
      breach("a wait's seconds are not looked at", ['IsHealthKnown', 'Choices', 2, 'And'], withoutLast, 'WaitForHealth: it is entered without a look at $.Health.Payload.WaitSeconds'),
      breach('a wait is entered from elsewhere too', ['UnknownPreparation', 'Next'], to('WaitForCleanUp'), 'WaitForCleanUp: it is entered without a look'),
    ],
  },
  {
    rule: boundaries,
    breaches: [
      breach('a Catch leaves its Map', ['LaunchWave', 'Catch', 0, 'Next'], to('AwaitDrain'), 'LaunchWave: AwaitDrain is not a state beside it'),
      breach("a server goes on in its wave's flow", ['LaunchServer', 'Next'], to('SettleWave'), 'LaunchServer: SettleWave is not a state beside it'),
    ],
  },
  {
    rule: reachability,
    breaches: [breach('nothing leads to a state', ['IsWaitDue', 'Choices', 0, 'Next'], to('ReleaseDependents'), 'WaitBeforeRelease: nothing leads to it')],
  },
  {
    rule: uniqueNames,
    breaches: [breach('a wave and a server have a state of the same name', ['LaunchServers', 'ItemProcessor', 'States', 'SettleWave'], to({ Type: 'Succeed' }), 'SettleWave: two states have this name')],
  },
  {
    rule: emptyEnds,
    breaches: [
      breach('an iteration ends in a Task', ['ReleaseDependents', 'End'], to(true), 'ReleaseDependents: it ends an iteration'),
      breach('an iteration ends with what it carries', ['WaveEnds', 'Result'], gone, 'WaveEnds: it ends an iteration'),
      breach('the empty Result is put beside the input', ['ServerEnds', 'ResultPath'], to('$.End'), 'ServerEnds: it ends an iteration'),
    ],
  },
  {
    rule: jsonPathOnly,
    breaches: [
      breach('a state speaks JSONata', ['Finished', 'Output'], to('{% 1 %}'), 'Finished: Output is not'),
      breach('the machine speaks JSONata', ['', 'QueryLanguage'], to('JSONata'), 'the machine: QueryLanguage is not'),
    ],
  },
];
