import { EventEmitter } from 'node:events';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { clockTime, duration, wallDuration } from '../src/display/durations.js';
import { eventLines } from '../src/display/eventLines.js';
import { jsonDisplay } from '../src/display/jsonDisplay.js';
import { lineDisplay } from '../src/display/lineDisplay.js';
import { liveDisplay } from '../src/display/liveDisplay.js';
import { noPaint, terminalPaint, wantsColor, type Paint } from '../src/display/paint.js';
import { waveTable } from '../src/display/waveTable.js';
import { wrapped } from '../src/display/wrap.js';
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

describe('lines of a retry', () => {
  const earlier = [{ SourceServerId: 's-8', ExecutionId: 'e-0' }, { SourceServerId: 's-9', ExecutionId: 'e-0' }];
  const wave = { WaveNumber: 1, WaveName: 'Database' } as const;

  it('say of a wave of which nothing is left that it was recovered earlier, and by which execution', () => {
    expect(eventLines([
      at(0, { Type: 'WaveStarted', ...wave, ServerIds: [], RecoveredEarlier: earlier }),
      at(0, { Type: 'WaveEnded', ...wave, Status: 'COMPLETED', DurationSeconds: 0, LaunchedCount: 0, ServerCount: 0, RecoveredEarlierCount: 2 }),
    ], noPaint)).toEqual([
      '00:00  wave 1 Database: nothing left to launch: 2 servers recovered earlier by execution e-0',
      '00:00  wave 1 Database: COMPLETED: all of it (2 servers) was recovered earlier',
    ]);
  });

  it('say of a wave of which something is left what is launched, and what was recovered earlier', () => {
    expect(eventLines([
      at(0, { Type: 'WaveStarted', ...wave, ServerIds: ['s-1'], RecoveredEarlier: [...earlier, { SourceServerId: 's-7', ExecutionId: 'e-x' }] }),
      at(60, { Type: 'WaveEnded', ...wave, Status: 'COMPLETED', DurationSeconds: 60, LaunchedCount: 1, ServerCount: 1, RecoveredEarlierCount: 3 }),
    ], noPaint)).toEqual([
      '00:00  wave 1 Database: LAUNCHING 1 server; 3 servers recovered earlier by executions e-0, e-x',
      '01:00  wave 1 Database: COMPLETED after 1 min, 1 of 1 server launched, 3 recovered earlier',
    ]);
  });

  it('the row of such a wave says so too', () => {
    const view = aView([aWave(1, [], { Status: 'COMPLETED', StartTime: 1000, EndTime: 1000, RecoveredEarlier: earlier })]);
    expect(waveTable(view, { now: 1000, width: 80, paint: noPaint })[1]).toContain('2 recovered earlier');
  });
});

describe('a live display', () => {
  /** What a terminal of so many columns is written for these events. */
  const drawn = (columns: number, events: readonly RunEvent[], paint: Paint = noPaint): readonly string[] => {
    const written: string[] = [];
    const stream = Object.assign(new EventEmitter(), { columns, rows: 24, isTTY: true, write: (text: string) => written.push(text) > 0 });
    liveDisplay({ stream: stream as unknown as NodeJS.WriteStream, paint, now: () => 1000, footer: 'Ctrl-C' }).show(events);
    return written.join('').split('\n').slice(0, -1);
  };
  const long = at(75, { Type: 'Warning', Source: 'drsctl', Message: 'nobody is here to approve wave 2 (Application servers of the shop): it is cancelled when its ApprovalTimeoutSeconds are over' });

  it('breaks a long event between words, no line wider than the terminal, each but the first below the text', () => {
    for (const columns of [40, 60, 80]) {
      const lines = drawn(columns, [long]);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(line.length).toBeLessThan(columns);
      for (const line of lines.slice(1)) expect(line).toMatch(/^ {7}\S/);
      expect(lines.map((line) => line.trim()).join(' ')).toBe(eventLines([long], noPaint)[0]);
    }
  });

  it('leaves an event that fits in one line, and breaks in itself only a word that is longer than a line', () => {
    expect(drawn(80, [change('s-1', 'PENDING')])).toEqual(['01:15  wave 1 Database: s-1 PENDING']);
    const lines = drawn(30, [change('s'.repeat(60), 'PENDING')]);
    expect(lines.every((line) => line.length < 30)).toBe(true);
    expect(lines.join('').replaceAll(' ', '')).toContain('s'.repeat(60));
  });

  it('counts columns as they are seen: colours take none, wide characters two', () => {
    const painted = drawn(60, [long], terminalPaint());
    expect(painted.map((line) => stringWidth(line))).toEqual(drawn(60, [long]).map((line) => line.length));
    expect(wrapped('大大 大大 大大', 9, 0)).toEqual(['大大 大大', '大大']);
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
