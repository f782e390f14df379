import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fit } from '../src/display/fit.js';
import { terminalPaint, noPaint } from '../src/display/paint.js';
import { printable } from '../src/display/printable.js';
import { table } from '../src/display/table.js';
import { waveTable } from '../src/display/waveTable.js';
import { differenceLine, differences } from '../src/plans/differences.js';
import { planReference } from '../src/input/planReference.js';
import { aServer, aView, aWave } from './support/views.js';

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `s-${index}`);

describe('the live table of 200 servers in 40 waves', () => {
  const statusOf = (number: number): 'COMPLETED' | 'LAUNCHING' | 'PENDING' => (number <= 10 ? 'COMPLETED' : number <= 16 ? 'LAUNCHING' : 'PENDING');
  const waves = Array.from({ length: 40 }, (_, index) => {
    const number = index + 1;
    const Status = statusOf(number);
    return aWave(number, ids(5).map((id) => aServer(`${id}-${number}`, { Status: Status === 'PENDING' ? 'NOT_STARTED' : Status === 'LAUNCHING' ? 'IN_PROGRESS' : 'LAUNCHED' })), {
      Status, WaveName: `Tier ${number} 数据库 with a long name`, ExpectedSeconds: 1200, DependsOn: number > 6 ? [number - 6] : [], ...(Status === 'PENDING' ? {} : { StartTime: 1000 }), ...(Status === 'COMPLETED' ? { EndTime: 1100 } : {}),
    });
  });
  const view = aView(waves, { Phase: 'IN_PROGRESS', NextPollTime: 1230 });

  it.each([[80, 18], [60, 8], [40, 3], [200, 60]])('takes at most %i columns, and %i rows for waves', (width, rows) => {
    const lines = waveTable(view, { now: 1200, width, rows, paint: terminalPaint() });
    expect(lines.length).toBeLessThanOrEqual(rows + 1);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
  });

  it('shows those under way before those that wait, and counts the rest', () => {
    const lines = waveTable(view, { now: 1200, width: 80, rows: 10, paint: noPaint });
    expect(lines.filter((line) => line.includes('LAUNCHING'))).toHaveLength(6);
    expect(lines.at(-1)).toBe('   … and 31 more waves: 10 COMPLETED, 21 PENDING');
  });

  it('says how long a wave takes and should take, who waits for whom, and who holds up whom', () => {
    const lines = waveTable(view, { now: 1200, width: 120, paint: noPaint });
    expect(lines[11]).toMatch(/11 Tier 11.* LAUNCHING +03:20 of 20:00 {2}5 IN_PROGRESS, holds up 17$/);
    expect(lines[17]).toMatch(/17 Tier 17.* PENDING +~20:00 {2}after 11$/);
  });

  it('tells a wait for a job slot, and for the time after a wave', () => {
    const slots = aView([
      aWave(1, [aServer('s-1', { Status: 'LAUNCHED' })], { Status: 'COMPLETED', StartTime: 1000, EndTime: 1100, WaitTimeSeconds: 300 }),
      aWave(2, [aServer('s-2')], { DependsOn: [1] }),
      aWave(3, [aServer('s-3')], { Status: 'LAUNCHING', StartTime: 1000, SlotWaitSince: 1080 }),
    ]);
    const lines = waveTable(slots, { now: 1200, width: 100, paint: noPaint });
    expect(lines[2]).toContain('starts in 03:20');
    expect(lines[3]).toContain('no DRS slot for 02:00');
  });
});

describe('a line is cut to its columns', () => {
  it('without cutting a character or a colour in two', () => {
    expect(fit('abcdef', 4)).toBe('abc…');
    expect(fit('数据库数据库', 5)).toBe('数据…');
    const painted = terminalPaint()('bad', 'FAILED for good');
    expect(stringWidth(fit(painted, 8))).toBe(8);
    expect(fit(painted, 8).endsWith('\u001b[39m')).toBe(true);
  });
});

describe('texts of others', () => {
  it('do nothing to a terminal', () => {
    expect(printable({ Reason: 'ok\u001b[2J\u0007', Deep: ['a\u202eb'], At: 3 })).toEqual({ Reason: 'ok�[2J�', Deep: ['a�b'], At: 3 });
  });
});

describe('a table', () => {
  const rows = [{ id: '11111111-2222-4333-8444-555555555555', name: 'A name that is rather long for a terminal', extra: 'something' }];
  const columns = [
    { title: 'ID', text: (row: (typeof rows)[0]) => row.id },
    { title: 'NAME', text: (row: (typeof rows)[0]) => row.name, least: 8 },
    { title: 'EXTRA', text: (row: (typeof rows)[0]) => row.extra, leftOut: 1 },
  ];
  it('is whole where its reader is no terminal', () => {
    expect(table(rows, columns)).toEqual(['ID                                    NAME                                       EXTRA', '11111111-2222-4333-8444-555555555555  A name that is rather long for a terminal  something']);
  });
  it('cuts, then leaves out, what may be, until it fits', () => {
    for (const width of [120, 80, 60, 50]) expect(Math.max(...table(rows, columns, width).map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    expect(table(rows, columns, 80)[0]).toContain('EXTRA');
    expect(table(rows, columns, 50)[0]).not.toContain('EXTRA');
  });
});

describe('two versions of a plan', () => {
  it('differ where they differ: waves and groups by their numbers and ids, not by their places', () => {
    const before = { PlanName: 'Shop', Waves: [{ WaveNumber: 1, WaveName: 'Db', ServerIds: ['s-1'] }, { WaveNumber: 2, WaveName: 'Web' }] };
    const after = { PlanName: 'Shop', RtoTargetSeconds: 60, Waves: [{ WaveNumber: 3, WaveName: 'Cache' }, { WaveNumber: 1, WaveName: 'Db', ServerIds: ['s-1', 's-2'] }] };
    expect(differences(before, before)).toEqual([]);
    expect(differences(before, after).map(differenceLine)).toEqual([
      '+ RtoTargetSeconds: 60',
      '+ Waves[WaveNumber 3]: wave Cache',
      '~ Waves[WaveNumber 1].ServerIds: s-1 → s-1, s-2',
      '- Waves[WaveNumber 2]: wave Web',
    ]);
  });
});

describe('a PLAN argument', () => {
  it('is a file where it looks like one or is there, else a PlanId', () => {
    expect(planReference('plan-shop')).toEqual({ planId: 'plan-shop' });
    for (const file of ['plan.yaml', './plan-shop', 'a/b', 'Plan With Blanks', 'package.json']) expect(planReference(file)).toEqual({ file });
  });
});
