import { offset, span as duration, tickLabel, ticks } from '../times.js';
import { spanLooks } from '../spanLooks.js';
import type { Report } from '../report.js';
import type { Span, SpanKind } from '../spans.js';
import { html, type Html } from './html.js';

/** The classes that give spans their fill: `k-…` with a pattern, `s-…` plain. */
export const spanClasses: Readonly<Record<SpanKind, string>> = {
  PREPARE: 'own', START: 'own', SETTLE: 'own', RELEASE: 'own', FINISH: 'own', DETECT: 'detect', APPROVAL: 'people', QUEUE: 'queue', WAIT: 'wait', DRAIN: 'drain',
  DRS_QUEUED: 'drs', SNAPSHOT: 'snap', CONVERSION: 'conv', LAUNCH: 'launch', SEEN_PENDING: 'seen1', SEEN_STARTED: 'seen2', SEEN_IN_PROGRESS: 'seen3',
  ACTIONS: 'act', HEALTH: 'health', CLEAN_UP: 'clean',
};

/** The least that a bar is wide, in per cent: a second of an hour stays visible. */
const leastWidth = 0.15;

/** A time's place on the chart, in per cent from 0 to 100. */
export function place(at: number, { From, To }: Report['Chart']): number {
  return To <= From ? 0 : Math.min(100, Math.max(0, ((at - From) / (To - From)) * 100));
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

/** Spans as bars of a row, each with a tooltip. */
export function bars(spans: readonly Span[], chart: Report['Chart'], top: number, height: number): readonly Html[] {
  return spans.map((span) => {
    const x = place(span.From, chart);
    const width = Math.min(100 - x, Math.max(place(span.To, chart) - x, leastWidth));
    const tooltip = `${spanLooks[span.Kind].label}: ${offset(span.From - chart.From)} to ${span.Open === true ? 'now' : offset(span.To - chart.From)}, ${duration(span.To - span.From)}`;
    return html`<rect class="k-${spanClasses[span.Kind]}" x="${rounded(x)}%" width="${rounded(width)}%" y="${top}" height="${height}"><title>${tooltip}</title></rect>`;
  });
}

/** A line beneath a row's bars, from a time to a time. */
export function underline(from: number, to: number, chart: Report['Chart'], top: number): Html {
  const x = place(from, chart);
  return html`<rect class="crit" x="${rounded(x)}%" width="${rounded(Math.max(leastWidth, place(to, chart) - x))}%" y="${top}" height="3"/>`;
}

/** A sign after a row's last bar. */
export function sign(text: string, at: number, chart: Report['Chart'], baseline: number): Html {
  return html`<text class="x" x="${rounded(place(at, chart))}%" y="${baseline}" dx="3">${text}</text>`;
}

/** The most ticks that labels have room for on a phone. */
const mostTicks = 5;

/** The lines behind all rows: ticks, and the RTO target. */
export function grid(report: Report): Html {
  const chart = report.Chart;
  const line = (at: number, kind: string): Html => html`<line class="${kind}" x1="${rounded(place(at, chart))}%" x2="${rounded(place(at, chart))}%" y1="0" y2="100%"/>`;
  const target = rtoTime(report);
  return html`<svg class="grid" aria-hidden="true"><g id="grid">${ticks(chart.To - chart.From, mostTicks).map((tick) => line(chart.From + tick, 'g'))}${target === undefined ? undefined : line(target, 'rto')}</g></svg>`;
}

/** When the RTO target would pass, where the chart shows that time. Unix seconds. */
export function rtoTime({ Rto: rto, Chart: chart, StartTime: start }: Report): number | undefined {
  const at = rto === undefined ? undefined : start + rto.TargetSeconds;
  return at === undefined || at >= chart.To ? undefined : at;
}

/** The axis: round offsets from the start. */
export function axis(report: Report): Html {
  const { Chart: chart } = report;
  const target = rtoTime(report);
  const label = (at: number, text: string, kind: string, y: number): Html => {
    const x = place(at, chart);
    const anchor = x < 4 ? 'start' : x > 94 ? 'end' : 'middle';
    return html`<text class="${kind}" x="${rounded(x)}%" y="${y}" text-anchor="${anchor}">${text}</text>`;
  };
  return html`<svg class="axis" height="${target === undefined ? 18 : 32}" aria-hidden="true">${ticks(chart.To - chart.From, mostTicks).map((tick) => label(chart.From + tick, tickLabel(tick), 'tick', 12))}${target === undefined ? undefined : label(target, 'RTO target', 'rtoLabel', 27)}</svg>`;
}
