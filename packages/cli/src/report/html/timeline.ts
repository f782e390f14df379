import type { Report, ReportWave } from '../report.js';
import { spanLooks } from '../spanLooks.js';
import { offset, span as duration } from '../times.js';
import type { Span, SpanKind } from '../spans.js';
import { gantt } from './gantt.js';
import { html, type Html, type HtmlPart } from './html.js';
import { table } from './table.js';
import { moment, name, status } from './words.js';

/** The chart of what happened when, and the same in a table. */
export function timeline(report: Report): Html {
  const chart = report.Chart.To > report.Chart.From && report.Waves.some((wave) => wave.Spans.length > 0);
  return html`<section aria-labelledby="h-time"><h2 id="h-time">Timeline</h2>
<p>Offsets are from the start, ${moment(report.StartTime, report.StartTime)}${seenOnly(report)}</p>
${chart ? gantt(report) : html`<p>No wave began, so there is no chart to draw.</p>`}
<h3>The same in words</h3>
${table('waves', 'Waves', report.Waves.map((wave) => row(wave, report)))}</section>`;
}

function seenOnly(report: Report): string {
  const servers = report.Waves.flatMap((wave) => wave.Servers);
  const seen = servers.filter((server) => server.PhasesFrom === 'SEEN').length;
  if (seen === 0) return '.';
  const which = servers.every((server) => server.PhasesFrom !== 'LOG') ? "DRS's job log is not in this record" : `Of ${seen} of ${servers.length} servers DRS's job log is not in this record`;
  return `. ${which}: their phases are drawn as polls saw their statuses change, so each is later than it happened, and our own detection delay is part of them.`;
}

function row(wave: ReportWave, report: Report): readonly HtmlPart[] {
  const end = wave.EndTime;
  const took = wave.StartTime === undefined || end === undefined ? undefined : end - wave.StartTime;
  const remarks = [
    wave.Because === undefined ? undefined : html`<span class="said" dir="auto">${wave.Because}</span>`,
    wave.SlotWaitSince === undefined ? undefined : html`Waiting for a DRS job slot since ${offset(wave.SlotWaitSince - report.StartTime)}`,
  ].filter((remark) => remark !== undefined);
  return [
    html`${wave.WaveNumber} ${name(wave.WaveName)}`,
    status(wave.Status),
    wave.DependsOn.length === 0 ? '–' : wave.DependsOn.join(', '),
    moment(wave.Spans[0]?.From, report.StartTime),
    moment(end, report.StartTime),
    took === undefined ? '–' : duration(took),
    wave.ExpectedSeconds === undefined ? '–' : duration(wave.ExpectedSeconds),
    html`<div>${spentOn(wave.Spans)}${remarks.map((remark, index) => html`${index > 0 || wave.Spans.length > 0 ? html`<br>` : undefined}${remark}`)}</div>`,
  ];
}

/** Spans in words: `Snapshot 2 s, conversion 3 min 05 s`. Spans of one kind together. */
export function spentOn(spans: readonly Span[]): string {
  const seconds = new Map<SpanKind, number>();
  for (const { Kind, From, To } of spans) seconds.set(Kind, (seconds.get(Kind) ?? 0) + To - From);
  const words = [...seconds].map(([kind, total]) => `${spanLooks[kind].label.toLowerCase().replace('drs', 'DRS')} ${duration(total).replaceAll(' ', '\u00a0')}`).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
