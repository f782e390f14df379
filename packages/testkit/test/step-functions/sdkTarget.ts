import {
  CreateStateMachineCommand, DescribeExecutionCommand, GetExecutionHistoryCommand, SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand, StartExecutionCommand, StopExecutionCommand, type SFNClient,
} from '@aws-sdk/client-sfn';
import type { EngineKind } from '../../../../scripts/run/enginesResults.mjs';
import { definitionFor } from '../../../../scripts/vitest/engineDefinition.js';
import type { ConformanceTarget } from '../../src/step-functions/conformance/conformanceTarget.js';

/** What an engine's API is to be asked for, besides what its client knows. */
export interface SdkTargetOptions extends Pick<ConformanceTarget, 'functionName' | 'sleep'> {
  readonly engine: EngineKind;
  /** The role that its machines run as. */
  readonly roleArn: string;
}

/** An engine by the SDK's client of its API. */
export function sdkTarget(client: SFNClient, { engine, functionName, sleep, roleArn }: SdkTargetOptions): ConformanceTarget {
  return {
    engine,
    functionName,
    sleep,
    createStateMachine: (input) => client.send(new CreateStateMachineCommand({ ...input, definition: definitionFor(engine, input.definition), roleArn })),
    startExecution: (input) => client.send(new StartExecutionCommand(input)),
    describeExecution: (input) => client.send(new DescribeExecutionCommand(input)),
    getExecutionHistory: (input) => client.send(new GetExecutionHistoryCommand(input)),
    stopExecution: (input) => client.send(new StopExecutionCommand(input)),
    sendTaskSuccess: (input) => client.send(new SendTaskSuccessCommand(input)),
    sendTaskFailure: (input) => client.send(new SendTaskFailureCommand(input)),
    sendTaskHeartbeat: (input) => client.send(new SendTaskHeartbeatCommand(input)),
  };
}
