import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { replicationRefusal } from '../launch/replication.js';
import type { DrsSourceServer } from '../ports/drs.js';
import type { PreparationProblem } from './preparationProblem.js';

/** What is wrong with the waves' servers as DRS knows them: in two waves, unknown, or not replicating. */
export function serverProblems(
  resolved: readonly WaveRecord[],
  known: readonly DrsSourceServer[],
  header: Pick<ExecutionHeader, 'ExecutionType' | 'TargetAccountId' | 'Region'>,
): readonly PreparationProblem[] {
  const problems: PreparationProblem[] = [];
  const seen = new Map<string, number>();
  const byId = new Map(known.map((server) => [server.sourceServerId, server]));
  for (const { WaveNumber: wave, Servers } of resolved) {
    for (const { SourceServerId: server } of Servers) {
      const earlier = seen.get(server);
      if (earlier !== undefined) problems.push({ code: 'ServerTwice', message: `Server ${server} is in wave ${earlier} and in wave ${wave}; it can be launched once.`, server, wave });
      seen.set(server, wave);
      const found = byId.get(server);
      const refusal = found === undefined ? undefined : replicationRefusal(found, header.ExecutionType);
      if (found === undefined) problems.push({ code: 'ServerUnknown', message: `DRS does not know server ${server} in account ${header.TargetAccountId}, ${header.Region}. Check its id, or install the replication agent.`, server, wave });
      else if (refusal !== undefined) problems.push({ code: 'ServerNotReplicating', message: refusal, server, wave });
    }
  }
  return problems;
}

/** The refusals of `refusalsByLiveInstances` as problems of the waves that the servers are in. */
export function liveInstanceProblems(resolved: readonly WaveRecord[], refusals: ReadonlyMap<string, string>): readonly PreparationProblem[] {
  return [...refusals].map(([server, message]) => {
    const wave = resolved.find(({ Servers }) => Servers.some(({ SourceServerId }) => SourceServerId === server))?.WaveNumber;
    return { code: 'ServerRunning', message, server, ...(wave === undefined ? {} : { wave }) };
  });
}
