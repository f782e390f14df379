import { afterAll, beforeAll, describe, it } from 'vitest';
import { expectResult, titleOf } from '../../../test/step-functions/expectResult.js';
import { conformanceCases } from './cases.js';
import { localEngine } from './localEngine.js';
import { localTarget } from './localTarget.js';
import { longDrillCases } from './recovery/drillCases.js';
import { asDeployed } from './recovery/recoveryDefinition.js';
import { runCase } from './runCase.js';
import { ScriptedFunction } from './scriptedFunction.js';

const functionName = 'arn:aws:lambda:us-east-1:123456789012:function:conformance';

describe('the local engine', () => {
  const script = new ScriptedFunction();
  const { clock, host, engine } = localEngine();
  host.register('conformance', script.handler);
  const target = localTarget(engine, functionName, (seconds) => clock.sleep(seconds * 1000));
  script.answerTo(target);

  beforeAll(() => clock.start());
  afterAll(() => clock.stop());

  conformanceCases.forEach((conformanceCase, index) => {
    it(titleOf(conformanceCase), async () => expectResult(conformanceCase, await runCase(conformanceCase, `case-${index}`, target, script), 0));
  });

  describe('running recovery.asl.json as it is deployed, where minutes are minutes', () => {
    longDrillCases(asDeployed).forEach((drillCase, index) => {
      it(titleOf(drillCase), async () => expectResult(drillCase, await runCase(drillCase, `deployed-${index}`, target, script), 0));
    });
  });
});
