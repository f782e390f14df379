import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { ExecutionView } from '@drs-orchestration/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { report, reportHtml } from '../../src/report/index.js';
import { aFolder } from '../support/folder.js';
import { aServer, aView, aWave } from '../support/views.js';
import { chromiumPath, startBrowser } from './browser.js';
import { hostileRun } from './hostileRun.js';
import { largest } from './largestRun.js';
import { diamond, launched, start } from './recordedRuns.js';

const path = chromiumPath();
let browser: Browser | undefined;

beforeAll(async () => {
  if (path !== undefined) browser = await startBrowser(path);
});
afterAll(() => browser?.close());
beforeEach((context) => context.skip(path === undefined, 'there is no Chromium: set CHROMIUM_PATH, or put it on PATH'));

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };

interface Opened {
  readonly page: Page;
  /** What the page said or asked for; nothing, if all is well. */
  readonly troubles: readonly string[];
}

async function open(view: ExecutionView, viewport: typeof phone, colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> {
  if (browser === undefined) throw new Error('there is no browser');
  const file = join(aFolder(), 'report.html');
  writeFileSync(file, reportHtml(report(view, start + 9000)));
  const url = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport, colorScheme });
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => troubles.push(dialog.message()));
  page.on('request', (request) => request.url() !== url && troubles.push(request.url()));
  await page.goto(url, { timeout: 150_000 });
  return { page, troubles };
}

const waves40 = (): ExecutionView => aView(Array.from({ length: 40 }, (_, index) => aWave(index + 1, [launched(`s-${index}`, start + index * 300)], { WaveName: 'W'.repeat(60), Status: 'COMPLETED', StartTime: start + index * 300, EndTime: start + index * 300 + 320 })), { Status: 'COMPLETED', StartTime: start, EndTime: start + 13_000 });
const failedInPreparation = (): ExecutionView => aView([aWave(1, [aServer('s-1')])], { Status: 'FAILED', StartTime: start, EndTime: start, Errors: [{ Code: 'ServerUnknown', Message: 'x'.repeat(3000), At: start }] });

describe('a report in a browser', () => {
  it.each<readonly [string, () => ExecutionView]>([
    ['a completed drill', diamond], ['a hostile record', hostileRun], ['40 waves with names of 60 letters', waves40], ['a run that failed in preparation, with an error of 3,000 letters', failedInPreparation],
  ])('says and asks for nothing, runs nothing, and never scrolls sideways, of %s', async (_what, view) => {
    for (const viewport of [phone, desk]) {
      const { page, troubles } = await open(view(), viewport);
      await page.evaluate(`document.querySelectorAll('details').forEach((details) => (details.open = true))`);
      expect(await page.evaluate(`[document.documentElement.scrollWidth, typeof globalThis.hit]`)).toEqual([viewport.width, 'undefined']);
      expect(troubles).toEqual([]);
      await page.close();
    }
  });

  it('shows verdict, figures and hash, and the hash in full', async () => {
    const view = diamond();
    const { page } = await open(view, phone);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Shop');
    expect(await page.getByRole('region', { name: 'Verdict' }).innerText()).toMatch(/COMPLETED\s+All 4 servers were recovered/);
    const hash = page.getByText(report(view, start).RecordHash.Value);
    expect(await hash.isVisible()).toBe(true);
    const box = await hash.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(phone.width);
    await page.close();
  });

  it('goes by the reader\'s choice of light and dark', async () => {
    const grounds: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(diamond(), desk, scheme);
      grounds.push(await page.evaluate<string>(`getComputedStyle(document.querySelector('.sheet')).backgroundColor`));
      await page.close();
    }
    expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(20, 26, 34)']);
  });

  it('draws each bar where its time is', async () => {
    const { page } = await open(diamond(), desk);
    const bars = await page.evaluate<(readonly (readonly [number, number])[])[]>(`[...document.querySelectorAll('.row.wave svg.track')].map((svg) => {
      const track = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('rect')].map((bar) => bar.getBoundingClientRect()).map(({ left, width }) => [(left - track.left) / track.width, width / track.width]);
    })`);
    const chart = report(diamond(), start + 9000);
    const length = chart.Chart.To - chart.Chart.From;
    chart.Waves.forEach((wave, row) => {
      wave.Spans.forEach((span, index) => {
        const [left = -1, width = -1] = bars[row]?.[index] ?? [];
        expect(left).toBeCloseTo((span.From - chart.Chart.From) / length, 2);
        expect(width).toBeCloseTo(Math.max(0.0015, (span.To - span.From) / length), 2);
      });
      expect(bars[row]).toHaveLength(wave.Spans.length + (wave.OnCriticalPath ? 1 : 0));
    });
    await page.close();
  });

  it('fills every bar: no pattern and no colour is missing', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open(hostileRun(), desk, scheme);
      const fills = await page.evaluate<string[]>(`[...document.querySelectorAll('.track rect,.swatch rect')].map((bar) => getComputedStyle(bar).fill)`);
      expect(fills.length).toBeGreaterThan(10);
      for (const fill of fills) expect(fill).toMatch(/^(rgb\((?!0, 0, 0\))|url\("#p-)/);
      await page.close();
    }
  });

  it('prints on A4 with all that is folded away on the screen', async () => {
    const { page } = await open(diamond(), desk, 'dark');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(`getComputedStyle(document.documentElement).getPropertyValue('--paper')`)).toBe('#ffffff');
    expect(await page.getByText('Preparation', { exact: true }).last().isVisible()).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('bears the largest drill, 40 waves of 300 servers', { timeout: 180_000 }, async () => {
    const { page, troubles } = await open(largest(), phone);
    expect(await page.evaluate(`[document.documentElement.scrollWidth, document.querySelectorAll('table.servers tbody tr').length]`)).toEqual([phone.width, 12_000]);
    expect(troubles).toEqual([]);
    await page.close();
  });
});
