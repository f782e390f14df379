import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { NothingLeftToWaitForError, SteppedClock } from './steppedClock.js';
import { reactionsRun, wallPacer, type WallPacer } from './wallPacer.js';

const clocks: SteppedClock[] = [];
const started = (options: Partial<ConstructorParameters<typeof SteppedClock>[0]> = {}): SteppedClock => {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: 1_000, ...options });
  clocks.push(clock);
  clock.start();
  return clock;
};
afterEach(() => clocks.splice(0).forEach((clock) => clock.stop()));

describe('a clock that jumps', () => {
  it('fires timers in due order, ties in order of creation, each exactly at its time', async () => {
    const clock = started();
    const seen: [string, number][] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      seen.push([name, clock.now()]);
    };
    await Promise.all([sleeper('c', 50), sleeper('a', 20), sleeper('b', 20), sleeper('now', 0)]);
    expect(seen).toEqual([['now', 1_000], ['a', 1_020], ['b', 1_020], ['c', 1_050]]);
  });

  it('lets the reactions to one timer run, and what they sleep, before it jumps to the next', async () => {
    const clock = started();
    const seen: string[] = [];
    const first = clock.sleep(10).then(async () => {
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      await clock.sleep(5);
      seen.push(`first ${clock.now()}`);
    });
    const second = clock.sleep(20).then(() => seen.push(`second ${clock.now()}`));
    await Promise.all([first, second]);
    expect(seen).toEqual(['first 1015', 'second 1020']);
  });

  it('stands still while work is in flight, and jumps on when it has ended', async () => {
    const clock = started();
    let fired = false;
    const asleep = clock.sleep(10).then(() => (fired = true));
    await clock.standingStill(async () => {
      for (let turn = 0; turn < 20; turn += 1) await reactionsRun();
      expect([fired, clock.now(), clock.holds]).toEqual([false, 1_000, 1]);
    });
    await asleep;
    expect(clock.now()).toBe(1_010);
  });

  it('lets time pass for a server that keeps a holding client waiting, but not past another hold', async () => {
    const clock = started();
    await clock.standingStill(() => clock.letTimePass(() => clock.sleep(30)));
    expect(clock.now()).toBe(1_030);
    let fired = false;
    const other = clock.standingStill(async () => {
      for (let turn = 0; turn < 20; turn += 1) await reactionsRun();
      expect(fired).toBe(false);
    });
    await clock.standingStill(() => clock.letTimePass(() => clock.sleep(30)).then(() => (fired = true)));
    await other;
    expect(clock.now()).toBe(1_060);
  });

  it('undoes nothing for a client that holds nothing', async () => {
    const clock = started();
    await clock.letTimePass(() => clock.sleep(30));
    expect(clock.holds).toBe(0);
  });

  it('releases its hold when the work fails', async () => {
    const clock = started();
    await expect(clock.standingStill(() => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
    await clock.sleep(5);
    expect(clock.now()).toBe(1_005);
  });

  it('wakes an aborted sleeper at once with the reason, and forgets its timer', async () => {
    const clock = started();
    const controller = new AbortController();
    const asleep = clock.sleep(1_000, controller.signal);
    const reason = new Error('stopped');
    controller.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    await expect(clock.sleep(1_000, controller.signal)).rejects.toBe(reason);
    expect([clock.pendingSleeps, clock.now()]).toEqual([0, 1_000]);
  });

  it('jumps thousands of times a second', async () => {
    const clock = started();
    const before = wallPacer.now();
    for (let jump = 0; jump < 10_000; jump += 1) await clock.sleep(1_000);
    expect(clock.now()).toBe(10_001_000);
    expect(wallPacer.now() - before).toBeLessThan(3_000);
  });

  it('says so when nothing is left to wait for and the work has not ended', async () => {
    const clock = new SteppedClock({ speed: 'INSTANT', startAt: 0 });
    const stuck = clock.run(async () => {
      await clock.sleep(5);
      await new Promise(() => undefined);
    });
    await expect(stuck).rejects.toThrow(NothingLeftToWaitForError);
    expect(await clock.run(() => clock.sleep(7).then(() => clock.now()))).toBe(12);
  });

  it('tells whenever it falls idle', async () => {
    let idle = 0;
    const clock = started({ onIdle: () => (idle += 1) });
    await clock.sleep(5);
    await reactionsRun();
    await reactionsRun();
    expect(idle).toBeGreaterThan(0);
  });

  it('refuses a sleep and a speed that are no numbers', async () => {
    await expect(started().sleep(Number.NaN)).rejects.toThrow(RangeError);
    expect(() => new SteppedClock({ speed: 0, startAt: 0 })).toThrow(RangeError);
  });
});

/** A wall that a test moves by hand. */
class FakeWall implements WallPacer {
  time = 0;
  waiting: { at: number; callback: () => void }[] = [];
  readonly now = (): number => this.time;
  after(milliseconds: number, _keepsAlive: boolean, callback: () => void): () => void {
    const entry = { at: this.time + milliseconds, callback };
    this.waiting.push(entry);
    return () => (this.waiting = this.waiting.filter((other) => other !== entry));
  }
  afterReactions(callback: () => void): () => void {
    return wallPacer.afterReactions(callback);
  }
  async pass(milliseconds: number): Promise<void> {
    for (const until = this.time + milliseconds; ; ) {
      await reactionsRun();
      await reactionsRun();
      const next = this.waiting.sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) {
        this.time = until;
        return;
      }
      this.time = next.at;
      this.waiting.shift();
      next.callback();
    }
  }
}

describe('a clock that runs faster than the wall', () => {
  it('shows speed times the wall time that has passed', async () => {
    const wall = new FakeWall();
    const clock = started({ speed: 60, pacer: wall, startAt: 0 });
    await wall.pass(1_000);
    expect(clock.now()).toBe(60_000);
  });

  it('fires a timer at exactly its time, however fast it runs', async () => {
    const wall = new FakeWall();
    const clock = started({ speed: 7, pacer: wall, startAt: 0 });
    let at = 0;
    void clock.sleep(1_234).then(() => (at = clock.now()));
    await wall.pass(176);
    expect(at).toBe(0);
    await wall.pass(2);
    expect(at).toBe(1_234);
  });

  it('stands still while work is in flight, however long it takes by the wall', async () => {
    const wall = new FakeWall();
    const clock = started({ speed: 60, pacer: wall, startAt: 0 });
    await wall.pass(10);
    await clock.standingStill(() => wall.pass(5_000));
    expect(clock.now()).toBe(600);
    await wall.pass(10);
    expect(clock.now()).toBe(1_200);
  });

  it('sees no more than a short step pass when the process was busy or suspended', async () => {
    const wall = new FakeWall();
    const clock = started({ speed: 60, pacer: wall, startAt: 0 });
    await wall.pass(10);
    wall.time += 60_000;
    expect(clock.now()).toBe(600 + 10 * 60);
  });

  it('follows the real wall', async () => {
    const clock = started({ speed: 100, startAt: 0 });
    const before = wallPacer.now();
    await clock.sleep(5_000);
    const elapsed = wallPacer.now() - before;
    expect(clock.now()).toBe(5_000);
    expect(elapsed).toBeGreaterThan(45);
    expect(elapsed).toBeLessThan(2_000);
  });

  it('shows no time before it is started and after it is stopped, and fires nothing then', async () => {
    const wall = new FakeWall();
    const clock = new SteppedClock({ speed: 60, pacer: wall, startAt: 0 });
    let fired = false;
    void clock.sleep(100).then(() => (fired = true));
    await wall.pass(100);
    expect([clock.now(), fired]).toEqual([0, false]);
    clock.start();
    await wall.pass(1);
    clock.stop();
    await wall.pass(100);
    expect([clock.now(), fired, wall.waiting.length]).toEqual([60, false, 0]);
  });

  it('keeps no process alive once it is stopped', () => {
    const module = fileURLToPath(new URL('./steppedClock.ts', import.meta.url));
    const script = `
      const { SteppedClock } = await import(${JSON.stringify(module)});
      for (const speed of ['INSTANT', 1]) {
        const clock = new SteppedClock({ speed, startAt: 0 });
        clock.start();
        void clock.sleep(1e12);
        void clock.standingStill(() => new Promise(() => {}));
        clock.stop();
      }
      console.log('out');`;
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { timeout: 20_000, encoding: 'utf8' });
    expect([run.status, run.stdout.trim()], run.stderr).toEqual([0, 'out']);
  });
});
