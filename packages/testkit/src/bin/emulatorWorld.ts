import { byLine, formatFaults, readYaml, type Fault } from '@drs-orchestration/core';
import { fastProfile } from '../drs-emulator/timing/profiles.js';
import type { World, WorldServer } from '../drs-emulator/world.js';
import type { Scenario } from '../scenario/scenario.js';
import { parseScenarioFile } from '../scenario/scenarioFile.js';
import { defaultScenario } from '../scenario/validateScenario.js';
import type { EmulatorArguments } from './emulatorArguments.js';

const exampleServer = (SourceServerId: string, HostName: string, Tier: string): WorldServer => ({ SourceServerId, HostName, Tags: { Tier } });

/** The servers of a world that lists none: those of the repository's example plans. */
export const exampleServers: readonly WorldServer[] = [
  exampleServer('s-3d75cdc0d9a28a725', 'db-1', 'database'),
  exampleServer('s-3afa164776f93ce4f', 'db-2', 'database'),
  exampleServer('s-3c1730a9e0771ea14', 'app-1', 'application'),
  exampleServer('s-3c63bb8be30d7d071', 'app-2', 'application'),
  exampleServer('s-3578f52ef3bdd58b4', 'web-1', 'web'),
  exampleServer('s-3b9401c1cd270a7a8', 'web-2', 'web'),
];

/** The world to play, or a report of all that is wrong with the scenario file, a line each. */
export type WorldReading = { readonly world: World } | { readonly report: string };

const serversOf = ({ Servers }: Scenario): readonly WorldServer[] => (Servers.length === 0 ? exampleServers : Servers);

/** Faults of servers that the world does not have would never strike. */
function strangeServers(scenario: Scenario): readonly Fault[] {
  const known = new Set(serversOf(scenario).map((server) => server.SourceServerId));
  return scenario.Faults.flatMap((fault, index) => ('Server' in fault && !known.has(fault.Server) ? [{ path: `Faults[${index}].Server`, message: `this scenario's Servers do not have ${fault.Server}` }] : []));
}

function scenarioOf(text: string, fileName: string): { readonly scenario: Scenario } | { readonly report: string } {
  const reading = parseScenarioFile(text, fileName);
  if (reading.scenario === undefined) return { report: reading.report };
  const { withLine = (fault: Fault) => fault } = readYaml(text, {});
  const faults = strangeServers(reading.scenario);
  return faults.length === 0 ? { scenario: reading.scenario } : { report: formatFaults(byLine(faults.map(withLine)), fileName) };
}

/**
 * The world that arguments and a scenario file (YAML or JSON) make; without a file, healthy example servers. What only
 * a drill has, answers for approvals and outages of schedules, is left out.
 */
export function emulatorWorld({ region, account, time, scenario: fileName = '' }: EmulatorArguments, text?: string): WorldReading {
  const read = text === undefined ? { scenario: defaultScenario() } : scenarioOf(text, fileName);
  if ('report' in read) return read;
  const { Approvals: _approvals, Faults, ...world } = read.scenario;
  return {
    world: {
      ...world,
      Servers: serversOf(read.scenario),
      Faults: Faults.filter((fault) => !('Schedule' in fault)),
      Region: region,
      ...(account === undefined ? {} : { Account: account }),
      ...(time === undefined ? {} : { Profile: time === 'fast' ? fastProfile : time }),
    },
  };
}
