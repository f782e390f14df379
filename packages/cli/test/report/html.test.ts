import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { report, reportHtml } from '../../src/report/index.js';
import { dark, light, type Palette } from '../../src/report/html/palette.js';
import { aServer, aView, aWave } from '../support/views.js';
import { hostileRun } from './hostileRun.js';
import { tagsOf } from './htmlOutline.js';
import { largest } from './largestRun.js';
import { completedWave, diamond, launched, start } from './recordedRuns.js';

const made = start + 9000;
const pageOf = (view: Parameters<typeof report>[0]): string => reportHtml(report(view, made));
const textOf = (page: string): string => page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a report\'s page', () => {
  it('is well-formed, its ids are unique, and each of its references leads to one of them', () => {
    for (const view of [diamond(), hostileRun(), aView([]), largestOfOneWave()]) {
      const page = pageOf(view);
      const ids = tagsOf(page).flatMap(({ attributes }) => [.../ id="([^"]*)"/g.exec(attributes)?.slice(1) ?? []]);
      expect(new Set(ids).size).toBe(ids.length);
      const named = [...page.matchAll(/(?:href="#|url\(#|aria-labelledby=")([\w-]+)/g)].map((match) => match[1]);
      expect(named.length).toBeGreaterThan(15);
      expect(named.filter((name) => !ids.includes(name ?? ''))).toEqual([]);
    }
  });

  it('forbids everything but its own style sheet, and has no script, no link, no inline style', () => {
    const page = pageOf(hostileRun());
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`);
    const tags = tagsOf(page);
    expect(tags.filter(({ name }) => ['script', 'link', 'img', 'iframe', 'object', 'a', 'form', 'base', 'b:'].includes(name))).toEqual([]);
    expect(tags.filter(({ attributes }) => /\s(style|on\w+|src)=/i.test(attributes))).toEqual([]);
    expect(style).not.toMatch(/@import|@font-face|https?:|url\((?!#)/);
  });

  it('shows hostile texts as they are, and what is invisible by its name', () => {
    const page = pageOf(hostileRun());
    expect(page).not.toMatch(/<script|<img|onerror="/);
    expect(page).toContain('&lt;script&gt;globalThis.hit=1&lt;/script&gt;');
    expect(page).toContain('&amp;lt;b&amp;gt;');
    expect(page).toContain('⟨U+202E⟩⟨U+0007⟩ 👩‍🚒 שלום</bdi>');
    // Nothing of a long error is lost.
    expect(page).toContain('long'.repeat(500));
  });

  it('has landmarks, one heading of the first rank, and headers on every table', () => {
    const page = pageOf(diamond());
    const names = tagsOf(page).map((tag) => tag.name);
    for (const landmark of ['header', 'main', 'footer', 'h1']) expect(names.filter((name) => name === landmark)).toHaveLength(1);
    const tables = page.match(/<table[\s\S]*?<\/table>/g) ?? [];
    expect(tables.length).toBeGreaterThan(5);
    for (const table of tables) {
      expect(table).toContain('<th scope="col"');
      expect(table.split('<tr>')).toHaveLength(table.split('<th scope="row">').length + 1);
    }
  });

  it('draws each wave and each server, and says the same in words', () => {
    const page = pageOf(diamond());
    const chart = /<figure class="gantt"[\s\S]*?<\/figure>/.exec(page)?.[0] ?? '';
    expect(chart.match(/class="row wave"/g)).toHaveLength(4);
    expect(chart.match(/class="row server"/g)).toHaveLength(4);
    expect(chart.match(/class="crit"/g)).toHaveLength(3);
    for (const kind of ['snap', 'conv', 'launch', 'detect', 'health', 'wait']) expect(chart).toContain(`class="k-${kind}"`);
    expect(chart).toContain('<title>Detection delay: +0:10:19 to +0:10:59, 40 s</title>');
    expect(textOf(page)).toMatch(/3 Tier 3 COMPLETED 1 00:05:19 \+0:05:19 00:11:01 \+0:11:01 5 min 42 s – Pending in DRS 5 s, snapshot 5 s, conversion 50 s, launch 4 min, detection delay 40 s, health check 2 s, wait 1 min/);
  });

  it('tells what an auditor asks: who, what, versions, accounts, hash, and the way to check it', () => {
    const view = diamond();
    const text = textOf(pageOf(view));
    for (const told of [view.ExecutionId, view.PlanId, 'version 1', view.InitiatedBy, `DRS Orchestration ${view.SoftwareVersion}`, view.SourceAccountId, view.Region, '2026-11-21 00:00:00 UTC', 'after 17 min 21 s', report(view, made).RecordHash.Value, `drsctl executions show ${view.ExecutionId} --json | jq -cSj . | sha256sum`, 'The clean-up terminated 4 instances; none is left.', 'The message about the end was sent.', 'No approval was asked for, and nobody intervened.']) expect(text).toContain(told);
    expect(text).not.toContain('This report is not final');
  });

  it('says plainly that it is not final while the execution goes on', () => {
    const running = aWave(1, [launched('s-1', start)], { Status: 'LAUNCHING', StartTime: start });
    expect(textOf(pageOf(aView([running], { StartTime: start })))).toContain('This report is not final. The drill has not ended: it is POLLING.');
  });

  it('of a run that launched nothing says why, and draws no chart', () => {
    const view = aView([aWave(1, [aServer('s-1')])], { Status: 'FAILED', StartTime: start, EndTime: start, Errors: [{ Code: 'ServerUnknown', Message: 'DRS does not know server s-1.', At: start, WaveNumber: 1, SourceServerId: 's-1' }] });
    const page = pageOf(view);
    expect(textOf(page)).toContain('No wave began, so there is no chart to draw.');
    expect(textOf(page)).toMatch(/What went wrong, and why Wave 1 Tier 1 · ServerUnknown .* DRS does not know server s-1\./);
    expect(page).not.toContain('<figure');
  });

  it('tells errors that say the same once, with all whom they concern', () => {
    const servers = Array.from({ length: 40 }, (_, index) => aServer(`s-${index}`, { Status: 'FAILED' }));
    const errors = servers.map(({ SourceServerId }) => ({ Code: 'ServerFailed', Message: 'No capacity.', At: start, WaveNumber: 1, SourceServerId }));
    const text = textOf(pageOf(aView([completedWave(1, start, [], { Status: 'FAILED', Servers: servers, EndTime: start + 5 })], { Status: 'FAILED', StartTime: start, EndTime: start + 5, Errors: errors })));
    expect(text.split('No capacity.')).toHaveLength(2);
    expect(text).toContain('· 40 servers');
    expect(text).toContain('and 35 servers more');
  });

  it('of the largest drill, 12,000 servers, stays below 9 MB, and its chart and texts without the tables of servers below 2.1 MB', { timeout: 180_000 }, () => {
    const page = pageOf(largest());
    expect(Buffer.byteLength(page)).toBeLessThan(9_000_000);
    const rest = page.replace(/<table class="servers"[\s\S]*?<\/table>/g, '');
    expect(Buffer.byteLength(rest)).toBeLessThan(2_100_000);
    expect(page.match(/class="row server"/g)?.length).toBe(80);
    expect(page.match(/<tr>/g)?.length).toBeGreaterThan(12_000);
  });

  it('of a three-tier drill stays below 64 KB', () => {
    expect(Buffer.byteLength(pageOf(diamond()))).toBeLessThan(64_000);
  });
});

function largestOfOneWave() {
  const view = largest();
  return { ...view, Waves: view.Waves.slice(0, 1), Errors: view.Errors.slice(0, 1) };
}

describe('a report\'s colours', () => {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  it.each([['by day', light], ['by night', dark]] as const)('%s tell text from its ground at 4.5 to 1 at least', (_when, palette: Palette) => {
    const pairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
      ...(['ink', 'muted', 'accent', 'good', 'doubtful', 'bad', 'open'] as const).map((text) => [text, 'paper'] as const),
      ...(['ink', 'muted', 'bad'] as const).map((text) => [text, 'sunk'] as const),
      ...(['goodSoft', 'doubtfulSoft', 'badSoft', 'openSoft'] as const).flatMap((ground) => [['ink', ground], [ground.replace('Soft', '') as keyof Palette, ground]] as const),
    ];
    for (const [text, ground] of pairs) expect(contrast(palette[text], palette[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each([['by day', light], ['by night', dark]] as const)('%s tell DRS\'s phases apart by lightness alone', (_when, palette: Palette) => {
    const steps = [palette.queued, palette.snapshot, palette.conversion, palette.launch];
    steps.slice(1).forEach((color, index) => expect(contrast(color, steps[index] ?? '')).toBeGreaterThan(1.3));
  });
});
