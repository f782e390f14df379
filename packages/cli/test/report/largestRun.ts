import type { ExecutionView } from '@drs-orchestration/core';
import { aServer, aView } from '../support/views.js';
import { completedWave, launched, start } from './recordedRuns.js';

let made: ExecutionView | undefined;

/** The largest drill a plan allows: 40 waves of 300 servers, ids as long as DRS's, one server of each wave failed. */
export function largest(): ExecutionView {
  made ??= build();
  return made;
}

function build(): ExecutionView {
  const waves = Array.from({ length: 40 }, (_, index) => {
    const began = start + index * 400;
    const servers = Array.from({ length: 300 }, (_server, position) => {
      const id = `s-${String(index * 300 + position).padStart(17, 'a')}`;
      const named = { HostName: `app-${index}-${position}.prod.bank.example`, InstanceId: `i-${id.slice(2)}`, RecoveryJobId: `drsjob-${String(index).padStart(17, 'b')}`, PrivateIpAddress: `10.1.${index}.${position % 256}` };
      if (position === 299) return aServer(id, { ...named, Status: 'FAILED', LaunchTime: began, Error: 'InsufficientInstanceCapacity: no m5.xlarge in us-east-1a', TransitionHistory: [{ Status: 'FAILED', At: began + 200 }] });
      return launched(id, began + (position % 5), 5 + (position % 40), { ...named, Status: 'TERMINATED', TerminatedTime: start + 17_000 });
    });
    return completedWave(index + 1, began, servers, { WaveName: `Application block ${index + 1}`, Status: 'PARTIAL', OnPartialFailure: 'CONTINUE', DependsOn: index === 0 ? [] : [index] });
  });
  const errors = waves.flatMap((wave) => wave.Servers.filter((server) => server.Status === 'FAILED').map((server) => ({ Code: 'ServerFailed', Message: server.Error ?? '', At: start, WaveNumber: wave.WaveNumber, SourceServerId: server.SourceServerId })));
  return aView(waves, { Status: 'PARTIAL', StartTime: start, EndTime: start + 16_500, Errors: errors, CleanUp: { Status: 'COMPLETED', Run: 0, StartedAt: start + 16_500, EndedAt: start + 17_000, TerminatedCount: 11_960, Remaining: [] } });
}
