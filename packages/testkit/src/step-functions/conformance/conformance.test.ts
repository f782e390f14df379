import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectResult, titleOf } from '../../../test/step-functions/expectResult.js';
import { conformanceCases } from './cases.js';
import type { ConformanceTarget } from './conformanceTarget.js';
import { localEngine } from './localEngine.js';
import { runCase } from './runCase.js';
import { ScriptedFunction } from './scriptedFunction.js';

const functionName = 'arn:aws:lambda:us-east-1:123456789012:function:conformance';

describe('the local engine', () => {
  const script = new ScriptedFunction();
  const { clock, host, engine } = localEngine();
  host.register('conformance', script.handler);
  const target: ConformanceTarget = {
    engine: 'local',
    functionName,
    createStateMachine: (input) => engine.createStateMachine(input),
    startExecution: (input) => engine.startExecution(input),
    describeExecution: (input) => engine.describeExecution(input),
    getExecutionHistory: (input) => engine.getExecutionHistory(input),
    sendTaskSuccess: (input) => engine.sendTaskSuccess(input),
    sendTaskFailure: (input) => engine.sendTaskFailure(input),
    sleep: (seconds) => clock.sleep(seconds * 1000),
  };
  script.answerTo(target);

  beforeAll(() => clock.start());
  afterAll(() => clock.stop());

  it.each(conformanceCases.map((conformanceCase, index) => ({ conformanceCase, index, title: titleOf(conformanceCase) })))('$title', async ({ conformanceCase, index }) => {
    expectResult(conformanceCase, await runCase(conformanceCase, `case-${index}`, target, script));
  });
});
