import { counted } from '../../display/listing.js';
import { errorGroups, type ErrorGroup } from '../errorGroups.js';
import type { Report, ReportServer } from '../report.js';
import { html, type Html } from './html.js';
import { id, moment, name } from './words.js';

/** How many servers of one trouble are named without being asked for. */
const named = 5;

/** What went wrong and why: undefined where nothing did. */
export function troubles(report: Report): Html | undefined {
  const groups = errorGroups(report.Errors);
  const leftOver = report.Aftermath.CleanUp?.Status === 'FAILED' ? html`<li class="one"><p><b>Clean-up</b></p><p class="err said" dir="auto">${report.Aftermath.Sentence}</p></li>` : undefined;
  if (groups.length === 0 && leftOver === undefined) return undefined;
  const servers = new Map(report.Waves.flatMap((wave) => wave.Servers.map((server) => [server.SourceServerId, server] as const)));
  const waves = new Map(report.Waves.map((wave) => [wave.WaveNumber, wave.WaveName]));
  return html`<section aria-labelledby="h-trouble"><h2 id="h-trouble">What went wrong, and why</h2><ul class="plain trouble">${groups.map((group) => item(group, report, servers, waves))}${leftOver}</ul></section>`;
}

function item(group: ErrorGroup, report: Report, servers: ReadonlyMap<string, ReportServer>, waves: ReadonlyMap<number, string>): Html {
  const waveName = group.WaveNumber === undefined ? undefined : waves.get(group.WaveNumber);
  const place = group.WaveNumber === undefined ? html`The execution` : html`Wave ${group.WaveNumber}${waveName === undefined ? undefined : html` ${name(waveName)}`}`;
  const list = group.Servers.map(({ SourceServerId, RecoveryJobId }) => {
    const host = servers.get(SourceServerId)?.HostName;
    return html`<li>${host === undefined ? undefined : html`${name(host)} `}${id(SourceServerId)}${RecoveryJobId === undefined ? undefined : html`, job ${id(RecoveryJobId)}`}</li>`;
  });
  const rest = list.slice(named);
  return html`<li class="one"><p><b>${place}</b> · <code>${group.Code}</code> · ${moment(group.At, report.StartTime)}${group.Servers.length > 1 ? ` · ${counted(group.Servers.length, 'server')}` : undefined}</p><p class="err said" dir="auto">${group.Message}</p><ul class="plain">${list.slice(0, named)}</ul>${rest.length === 0 ? undefined : html`<details><summary>and ${counted(rest.length, 'server')} more</summary><ul class="plain">${rest}</ul></details>`}</li>`;
}
