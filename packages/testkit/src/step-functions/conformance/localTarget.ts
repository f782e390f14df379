import type { StepFunctions } from '../api/stepFunctions.js';
import type { ConformanceTarget } from './conformanceTarget.js';

/** The local engine in this process, with a function of that name; `sleep` waits seconds of its clock. */
export function localTarget(engine: StepFunctions, functionName: string, sleep: ConformanceTarget['sleep']): ConformanceTarget {
  return {
    engine: 'local',
    functionName,
    sleep,
    createStateMachine: (input) => engine.createStateMachine(input),
    startExecution: (input) => engine.startExecution(input),
    describeExecution: (input) => engine.describeExecution(input),
    getExecutionHistory: (input) => engine.getExecutionHistory(input),
    stopExecution: (input) => engine.stopExecution(input),
    sendTaskSuccess: (input) => engine.sendTaskSuccess(input),
    sendTaskFailure: (input) => engine.sendTaskFailure(input),
    sendTaskHeartbeat: (input) => engine.sendTaskHeartbeat(input),
  };
}
