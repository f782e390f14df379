import type { MachineState, WaveRecord } from '@drs-orchestration/core';
import { executionId, serverId, start } from './world.js';

/** A wave that is through: its one server launched, its job over. */
export const launched: Partial<WaveRecord> = {
  WaveStatus: 'COMPLETED',
  EndTime: start,
  Servers: [{ SourceServerId: serverId(1), Status: 'LAUNCHED', RecoveryJobId: 'drsjob-1', InstanceId: 'i-1', TransitionHistory: [] }],
  Calls: { c1: { Servers: [serverId(1)], At: start, Deadline: start + 30, JobId: 'drsjob-1', JobEndedAt: start } },
};

/** A wave whose one server is still being launched. */
export const inTheAir: Partial<WaveRecord> = {
  WaveStatus: 'LAUNCHING',
  Servers: [{ SourceServerId: serverId(1), Status: 'STARTED', RecoveryJobId: 'drsjob-1', LaunchTime: start, TransitionHistory: [] }],
  Calls: { c1: { Servers: [serverId(1)], At: start, Deadline: start + 30, JobId: 'drsjob-1' } },
};

/** EventBridge's word that a machine ended. */
export const machineEnded: (status: MachineState['status'], keys?: object, input?: unknown) => unknown = (status, keys = {}, input = { Mode: 'RUN', ExecutionId: executionId }) => ({
  'detail-type': 'Step Functions Execution Status Change',
  detail: { name: executionId, status, input: typeof input === 'string' ? input : JSON.stringify(input), ...keys },
});
