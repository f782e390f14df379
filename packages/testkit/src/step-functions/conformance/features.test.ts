import { describe, expect, it } from 'vitest';
import { ruleCases } from './cases.js';
import { featuresOf } from './features.js';
import { asDeployed } from './recovery/recoveryDefinition.js';
import { taskBuilder } from './runCase.js';

const covered = new Set(ruleCases.flatMap(({ machine }) => [...featuresOf(machine(taskBuilder('f'), 'f') as Readonly<Record<string, unknown>>)]));

describe('what recovery.asl.json uses of the language', () => {
  const used = [...featuresOf(asDeployed('f'))].sort();

  it.each(used)('has a rule of its own in the suite: %s', (feature) => expect(covered).toContain(feature));
});

describe('the features of a machine', () => {
  const state = (fields: object): Readonly<Record<string, unknown>> => ({ StartAt: 'A', States: { A: fields } });

  it.each<[string, object]>([
    ['machine.States', {}],
    ['Task.TimeoutSecondsPath', { Type: 'Task', TimeoutSecondsPath: '$.s' }],
    ['Task.Resource: arn:x', { Type: 'Task', Resource: 'arn:x' }],
    ['Pass.ResultPath: null', { Type: 'Pass', ResultPath: null }],
    ['Retry.MaxDelaySeconds', { Type: 'Task', Retry: [{ ErrorEquals: ['A'], MaxDelaySeconds: 60 }] }],
    ['Retry.MaxAttempts: 0', { Type: 'Task', Retry: [{ ErrorEquals: ['A', 'B'], MaxAttempts: 0 }] }],
    ['Retry takes several names', { Type: 'Task', Retry: [{ ErrorEquals: ['A', 'B'], MaxAttempts: 0 }] }],
    ['Catch takes States.ALL', { Type: 'Map', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }],
    ['Catch.ResultPath: null', { Type: 'Map', Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'B' }] }],
    ['rule IsPresent: false', { Type: 'Choice', Choices: [{ And: [{ Not: { Variable: '$.a', IsPresent: false } }], Next: 'B' }] }],
    ['a path with an index in rule', { Type: 'Choice', Choices: [{ Variable: '$.a[0]', IsPresent: true, Next: 'B' }] }],
    ['States.MathAdd in Pass.Parameters', { Type: 'Pass', Parameters: { a: { 'b.$': 'States.Format(\'{}\', States.MathAdd($.n, 1))' } } }],
    ['nested calls', { Type: 'Pass', Parameters: { 'b.$': 'States.Format(\'{}\', States.MathAdd($.n, 1))' } }],
    ['$$.Map.Item.Value in Map.ItemSelector', { Type: 'Map', ItemSelector: { 'v.$': '$$.Map.Item.Value' } }],
    ['Fail.Cause', { Type: 'Map', ItemProcessor: state({ Type: 'Fail', Cause: 'x' }) }],
  ])('%s is one', (feature, fields) => expect(featuresOf(state(fields))).toContain(feature));
});
