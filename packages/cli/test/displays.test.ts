import { describe, expect, it } from 'vitest';
import { clockTime, duration, wallDuration } from '../src/display/durations.js';
import { eventLines } from '../src/display/eventLines.js';
import { jsonDisplay } from '../src/display/jsonDisplay.js';
import { lineDisplay } from '../src/display/lineDisplay.js';
import { noPaint, wantsColor } from '../src/display/paint.js';
import { waveTable } from '../src/display/waveTable.js';
import type { RunEvent, RunEventDetail } from '../src/follow/events.js';
import { resultOf } from '../src/follow/result.js';
import { aServer, aView, aWave } from './support/views.js';

const at = (ElapsedSeconds: number, detail: RunEventDetail): RunEvent => ({ At: 1000 + ElapsedSeconds, ElapsedSeconds, ExecutionId: 'e-1', ...detail });
const change = (id: string, Status: 'PENDING' | 'FAILED', Error?: string): RunEvent =>
  at(75, { Type: 'ServerStatusChanged', WaveNumber: 1, WaveName: 'Database', SourceServerId: id, From: 'LAUNCHING', Status, ...(Error === undefined ? {} : { Error }) });

describe('lines of events', () => {
  it('have the DRS time, the wave and the servers; equal changes share a line, an error has its own', () => {
    expect(eventLines([change('s-1', 'PENDING'), change('s-2', 'PENDING'), change('s-3', 'FAILED', 'no capacity')], noPaint)).toEqual([
      '01:15  wave 1 Database: 2 servers (s-1, s-2) PENDING',
      '01:15  ! wave 1 Database: s-3 FAILED: no capacity',
    ]);
  });

  it('list a few servers of many and count the rest', () => {
    const [line] = eventLines(Array.from({ length: 45 }, (_, index) => change(`s-${index}`, 'PENDING')), noPaint);
    expect(line).toBe('01:15  wave 1 Database: 45 servers (s-0, s-1, s-2, s-3 and 41 more) PENDING');
  });
});

describe('--json', () => {
  it('prints one object a line for each event, and the result last, nothing else', () => {
    const written: string[] = [];
    const display = jsonDisplay({ write: (text) => void written.push(text) });
    const view = aView([aWave(1, [aServer('s-1', { Status: 'TERMINATED', InstanceId: 'i-1' })], { Status: 'COMPLETED', StartTime: 1000, EndTime: 1060 })], { Status: 'COMPLETED', EndTime: 1060 });
    display.show([change('s-1', 'PENDING')], view);
    display.redraw();
    display.end(resultOf(view), { view, wallMilliseconds: 1, messages: [] });
    display.leave();
    const lines = written.join('').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => (JSON.parse(line) as { Type: string }).Type)).toEqual(['ServerStatusChanged', 'Result']);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      Type: 'Result', ExecutionId: view.ExecutionId, PlanId: 'plan-shop', Status: 'COMPLETED', DurationSeconds: 60, ServerCount: 1,
      Waves: [{ WaveNumber: 1, Status: 'COMPLETED', DurationSeconds: 60, Servers: [{ SourceServerId: 's-1', Status: 'TERMINATED', InstanceId: 'i-1' }] }],
    });
  });
});

describe('plain lines', () => {
  it('end with the verdict, without a control character', () => {
    const written: string[] = [];
    const display = lineDisplay({ write: (text) => void written.push(text) }, noPaint);
    const view = aView([aWave(1, [])], { Status: 'COMPLETED', EndTime: 1060 });
    display.show([change('s-1', 'PENDING')]);
    display.end(resultOf(view), { view, wallMilliseconds: 1, messages: [] });
    expect(written.join('')).toMatch(/^01:15 .*\n\n✔ Drill COMPLETED/);
     
    expect(written.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('the table of waves', () => {
  const view = aView(
    [
      aWave(1, [aServer('s-1', { Status: 'LAUNCHED', HostName: 'db-1' })], { WaveName: 'Database', Status: 'COMPLETED', StartTime: 1000, EndTime: 1600 }),
      aWave(2, [aServer('s-2', { Status: 'PENDING', HostName: 'app-1' })], { WaveName: 'Application', Status: 'LAUNCHING', StartTime: 1660, DependsOn: [1] }),
      aWave(3, [aServer('s-3')], { WaveName: 'Web', DependsOn: [2] }),
    ],
    { Phase: 'PENDING', NextPollTime: 1712 },
  );

  it('shows DRS time, phase and next poll, each wave with its time and servers, and what a wave waits for', () => {
    const [heading, ...rows] = waveTable(view, { now: 1700, speed: '300 times as fast', width: 120, paint: noPaint });
    expect(heading).toBe('DRILL POLLING · DRS time 11:40 (300 times as fast) · phase PENDING · next poll in 12 s');
    expect(rows[0]).toMatch(/1 Database +COMPLETED +10:00 {2}db-1 LAUNCHED/);
    expect(rows[1]).toMatch(/2 Application +LAUNCHING +00:40 {2}app-1 PENDING/);
    expect(rows[2]).toMatch(/3 Web +PENDING +after 2$/);
  });

  it('says how long an approval may still take, in hours where it is long', () => {
    const wave = aWave(1, [aServer('s-1')], { Status: 'AWAITING_APPROVAL', Approval: { RequestedAt: 1001, ExpiresAt: 1001 + 86_400 } });
    expect(waveTable(aView([wave]), { now: 1001, width: 120, paint: noPaint })[1]).toContain('24 h 00 min left');
  });

  it('counts servers by status where they would not fit', () => {
    const servers = Array.from({ length: 45 }, (_, index) => aServer(`s-${index}`, { Status: index < 40 ? 'PENDING' : 'LAUNCHED' }));
    expect(waveTable(aView([aWave(1, servers, { Status: 'LAUNCHING', StartTime: 1000 })]), { now: 1100, width: 80, paint: noPaint })[1]).toContain('40 PENDING, 5 LAUNCHED');
  });
});

describe('times and colours', () => {
  it('are written for people', () => {
    expect([0, 75, 3900].map(clockTime)).toEqual(['00:00', '01:15', '65:00']);
    expect([42, 60, 1190, 3720].map(duration)).toEqual(['42 s', '1 min', '19 min 50 s', '1 h 02 min']);
    expect(wallDuration(19_830)).toBe('19.8 s');
  });

  it('follow the terminal, NO_COLOR and FORCE_COLOR', () => {
    expect(wantsColor({ isTTY: true }, {})).toBe(true);
    expect(wantsColor({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColor({}, {})).toBe(false);
    expect(wantsColor({}, { FORCE_COLOR: '1' })).toBe(true);
  });
});
