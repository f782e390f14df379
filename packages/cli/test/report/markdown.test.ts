import { describe, expect, it } from 'vitest';
import { report, reportHtml, reportMarkdown } from '../../src/report/index.js';
import { id, text } from '../../src/report/markdown/text.js';
import { aView } from '../support/views.js';
import { hostileRun } from './hostileRun.js';
import { diamond, start } from './recordedRuns.js';

const made = start + 9000;

describe('a report as Markdown', () => {
  it('tells the verdict, the waves with a chart of characters, the hash and how to check it', () => {
    const view = diamond();
    const document = reportMarkdown(report(view, made));
    expect(document).toMatch(/^# Disaster recovery drill: Shop\n\n\*\*COMPLETED\.\*\* All 4 servers were recovered/);
    const chart = /```text\n([\s\S]*?)```/.exec(document)?.[1]?.split('\n') ?? [];
    expect(chart.filter((line) => line.startsWith('|')).map((line) => line.slice(66))).toEqual(['* 1 Tier 1', '  2 Tier 2', '* 3 Tier 3', '* 4 Tier 4'].map((label) => ` ${label}`));
    expect(document).toContain(`\`${report(view, made).RecordHash.Value}\``);
    expect(document).toContain('| sha256sum\n```');
  });

  it('has as many cells in each row of a table as in its head, whatever the texts hold', () => {
    for (const view of [diamond(), hostileRun(), aView([])]) {
      let head: number | undefined;
      let rows = 0;
      for (const line of reportMarkdown(report(view, made)).replace(/```[\s\S]*?```/g, '').split('\n')) {
        const cells = line.startsWith('|') ? line.replace(/\\./g, '').split('|').length : undefined;
        if (cells !== undefined && head !== undefined) expect(cells, line).toBe(head);
        head = cells === undefined ? undefined : (head ?? cells);
        rows += cells === undefined ? 0 : 1;
      }
      expect(rows).toBeGreaterThan(10);
    }
  });

  it('leaves no markup in hostile texts', () => {
    const document = reportMarkdown(report(hostileRun(), made)).replace(/```text[\s\S]*?```/g, '').replace(/\\./g, '');
    expect(document).not.toMatch(/<script|<img|\[a\]|javascript:[^ ]*\)\]/);
    expect(document).not.toContain('<');
    expect(document).toContain('⟨U+202E⟩');
  });

  it.each([
    ['COMPLETED', 3600, 'met'], ['COMPLETED', 60, 'missed'], ['PARTIAL', 3600, 'not met'], ['POLLING', 360_000, 'not passed yet'],
  ] as const)('calls the RTO target of a %s run (%i s) as the HTML report does: %s', (Status, RtoTargetSeconds, words) => {
    const given = report(diamond({ Status, RtoTargetSeconds }), made);
    expect(/\| RTO target \| (.*) \|/.exec(reportMarkdown(given))?.[1]).toMatch(new RegExp(`: ${words}$`));
    expect(reportHtml(given)).toContain(`</svg>${words}</span>`);
    expect(reportMarkdown(given)).not.toContain('NOT_RECOVERED');
  });

  it('says that it is not final', () => {
    expect(reportMarkdown(report(diamond({ Status: 'POLLING' }), made))).toContain('> **This report is not final.** The drill has not ended: it is POLLING.');
  });

  it.each([
    ['*a* _b_ `c` | d', '\\*a\\* \\_b\\_ \\`c\\` \\| d'],
    ['a <b> & c', 'a &lt;b&gt; &amp; c'],
    ['two\nlines\ttab', 'two lines tab'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['10.0.0.7', '10.0.0.7'],
    ['see https://x.example and @ann', 'see https:\\/\\/x.example and \\@ann'],
  ])('escapes %j', (value, escaped) => {
    expect(text(value)).toBe(escaped);
  });

  it('puts ids into code spans, and what is no id never', () => {
    expect(id('arn:aws:iam::1:user/ann')).toBe('`arn:aws:iam::1:user/ann`');
    expect(id('a`b')).toBe('a\\`b');
  });
});
