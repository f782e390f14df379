import type { CriticalPath, Report } from '../report.js';
import { spanLooks } from '../spanLooks.js';
import { offset, percent, span as duration } from '../times.js';
import { html, type Html, type HtmlPart } from './html.js';
import { table } from './table.js';
import { spentOn } from './timeline.js';
import { name } from './words.js';

/** What decided how long it took; undefined where no wave began. */
export function criticalPathSection(report: Report): Html | undefined {
  const path = report.CriticalPath;
  if (path === undefined || path.Seconds <= 0) return undefined;
  return html`<section aria-labelledby="h-path"><h2 id="h-path">Critical path</h2>
<p>These waves decided how long the execution took: from the one that ended last back, each time to the one whose end and wait let it go. Of ${duration(path.Seconds)}, ${duration(path.OwnSeconds)} (${percent(path.OwnSeconds / path.Seconds)}) were this system's own: preparing, noticing, settling and handing over.</p>
${table('path', 'Critical path by wave', [...path.Waves.map((wave) => shareRow(html`${wave.WaveNumber} ${name(wave.WaveName)}`, wave.Seconds, wave.Share, spentOn(path.Steps.filter((step) => step.WaveNumber === wave.WaveNumber)))), ...outside(path)])}
<details><summary>Every step of the critical path</summary>${table('steps', 'Steps of the critical path', path.Steps.map((step) => [offset(step.From - report.StartTime), offset(step.To - report.StartTime), duration(step.To - step.From), step.WaveNumber ?? '–', spanLooks[step.Kind].label]))}</details></section>`;
}

function outside(path: CriticalPath): readonly (readonly HtmlPart[])[] {
  const steps = path.Steps.filter((step) => step.WaveNumber === undefined);
  if (steps.length === 0) return [];
  return [shareRow(html`Before and after the waves`, steps.reduce((sum, step) => sum + step.To - step.From, 0), path.ShareOutsideWaves, spentOn(steps))];
}

function shareRow(what: Html, seconds: number, share: number, spent: string): readonly HtmlPart[] {
  const bar = html`<svg class="share" aria-hidden="true"><rect class="all" width="100%" height="10"/><rect class="part" width="${(share * 100).toFixed(2)}%" height="10"/></svg>`;
  return [what, duration(seconds), percent(share), bar, spent];
}
