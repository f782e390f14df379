import { describe, expect, it } from 'vitest';
import { report, reportHtml, reportMarkdown, type Report } from '../../src/report/index.js';
import type { Span } from '../../src/report/spans.js';
import { start } from './recordedRuns.js';
import { randomView } from './randomViews.js';

const seeds = Array.from({ length: 400 }, (_, index) => index + 1);

const reports = new Map<number, Report>();

function reportOf(seed: number): Report {
  const made = reports.get(seed) ?? report(randomView(seed), start + 5000);
  reports.set(seed, made);
  return made;
}

/** Runs a check for each seed; a failure names its seed, which brings the same record again. */
function forEachSeed(check: (made: Report, seed: number) => void): void {
  for (const seed of seeds) {
    try {
      check(reportOf(seed), seed);
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

const inOrder = (spans: readonly Span[]): boolean => spans.every((span, index) => span.To > span.From && span.From >= (spans[index - 1]?.To ?? -Infinity));

describe('whatever a record holds', () => {
  it('each span lies within the chart, in order, without overlaps', () => {
    let spans = 0;
    forEachSeed(({ Chart, Spans, Waves }) => {
      for (const row of [...Waves.map((wave) => wave.Spans), ...Waves.flatMap((wave) => wave.Servers.map((server) => server.Spans)), ...Spans.map((span) => [span])]) {
        expect(inOrder(row), JSON.stringify(row)).toBe(true);
        for (const span of row) {
          expect(span.From).toBeGreaterThanOrEqual(Chart.From);
          expect(span.To).toBeLessThanOrEqual(Chart.To);
        }
        spans += row.length;
      }
    });
    expect(spans).toBeGreaterThan(5000);
  });

  it('the critical path goes from the start to the end without gaps, and its shares sum to one', () => {
    let paths = 0;
    forEachSeed(({ CriticalPath: path, StartTime, DurationSeconds }) => {
      if (path === undefined || DurationSeconds === 0) return;
      paths += 1;
      expect(path.Steps[0]?.From).toBe(StartTime);
      expect(path.Steps.at(-1)?.To).toBe(StartTime + DurationSeconds);
      path.Steps.slice(1).forEach((step, index) => expect(step.From).toBe(path.Steps[index]?.To));
      expect(path.Steps.reduce((sum, step) => sum + step.Share, 0)).toBeCloseTo(1, 9);
      expect(path.Waves.reduce((sum, wave) => sum + wave.Share, path.ShareOutsideWaves)).toBeCloseTo(1, 9);
      expect(path.OwnSeconds).toBeLessThanOrEqual(path.Seconds);
    });
    expect(paths).toBeGreaterThan(200);
  });

  it('each wave of the critical path depends on the one before it', () => {
    forEachSeed(({ CriticalPath: path, Waves }) => {
      const numbers = path?.Waves.map((wave) => wave.WaveNumber) ?? [];
      numbers.slice(1).forEach((number, index) => expect(Waves.find((wave) => wave.WaveNumber === number)?.DependsOn).toContain(numbers[index]));
      expect(Waves.filter((wave) => wave.OnCriticalPath).map((wave) => wave.WaveNumber).sort()).toEqual([...numbers].sort());
    });
  });

  it('the counts of servers sum, and the report is the same after a way through JSON', () => {
    forEachSeed((made) => {
      for (const { Total, Recovered, Failed, NotLaunched, Unsettled } of [made.Counts, ...made.Waves.map((wave) => wave.Counts)]) expect(Recovered + Failed + NotLaunched + Unsettled).toBe(Total);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    });
  });

  it('a page and a Markdown text can be made of it, with bars within the page and no value that is none', () => {
    forEachSeed((made) => {
      const page = reportHtml(made);
      for (const [, x, width] of page.matchAll(/<rect class="[^"]*" x="([\d.]+)%" width="([\d.]+)%"/g)) expect(Number(x) + Number(width)).toBeLessThanOrEqual(100.02);
      expect(`${page}${reportMarkdown(made)}`).not.toMatch(/undefined|NaN|Infinity|\[object/);
    });
  });
});
