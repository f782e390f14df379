import { isCalm } from '../script/script.js';
import type { Invariant } from './invariant.js';
import { slackSeconds } from './reading.js';

interface StatusRequest {
  readonly InstanceId?: readonly string[];
  readonly InstanceIds?: readonly string[];
}

/** P9, P10: no server passes whose instance EC2 was not asked about, and none is asked about without end. */
export const healthIsAsked: Invariant = {
  name: 'no server passes its health check before EC2 was asked about its instance, which is asked about for 5 minutes at most',
  ids: ['P9', 'P10', 'R3.1', 'R3.2', 'R3.5'],
  atWave: ({ before, after }, _execution, run) => {
    const succeeds = before?.WaveStatus === 'LAUNCHING' && (after.WaveStatus === 'COMPLETED' || after.WaveStatus === 'PARTIAL');
    const unasked = succeeds && after.HealthCheck.Enabled ? after.Servers.filter((server) => server.Status === 'LAUNCHED' && server.HealthStatus !== 'PASSED') : [];
    if (unasked.length > 0) return unasked.map((server) => `wave ${after.WaveNumber} is ${after.WaveStatus}, and ${server.SourceServerId}'s health is ${server.HealthStatus}`);
    return after.Servers.flatMap((server, index) => {
      const earlier = before?.Servers[index];
      if (server.HealthStatus === undefined || server.HealthStatus === earlier?.HealthStatus) return [];
      if (!after.HealthCheck.Enabled) return [`${server.SourceServerId} has a health, though its wave asks for none`];
      const asked = run.system.emulator.calls.some(({ operation, request }) => operation === 'DescribeInstanceStatus' && ((request as StatusRequest).InstanceIds ?? (request as StatusRequest).InstanceId ?? []).includes(server.InstanceId ?? ''));
      if (server.HealthStatus === 'PASSED' && !asked) return [`${server.SourceServerId} passed, but EC2 was never asked about ${server.InstanceId}`];
      const instance = run.system.emulator.everyInstance().find(({ id }) => id === server.InstanceId);
      const ran = instance !== undefined && (run.system.emulator.ec2State(instance) === 'running' || instance.termination !== undefined);
      if (server.HealthStatus === 'PASSED' && !ran) return [`${server.SourceServerId} passed, but ${server.InstanceId} does not run`];
      const patience = isCalm(run.script) ? 300 + 30 + 10 + slackSeconds(run) : Infinity;
      const waited = run.system.clock.now() / 1000 - (server.HealthCheckedSince ?? 0);
      if (waited > patience) return [`${server.SourceServerId} was asked about for ${waited} s`];
      return server.HealthStatus === 'TIMEOUT' && waited + slackSeconds(run) < 300 ? [`${server.SourceServerId} was given up after ${waited} s`] : [];
    });
  },
};
