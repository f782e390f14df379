import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../test/manualClock.js';
import { ServiceError } from '../errors.js';
import type { Measurement } from '../ports/index.js';
import { loggerOver } from './powertoolsLogger.js';
import { metricsOver } from './powertoolsMetrics.js';

const now = Date.UTC(2031, 4, 6, 7, 8, 9, 10);
let written: string[] = [];
beforeEach(() => {
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (written.push(String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (written.push(String(text)), true));
});
afterEach(() => vi.restoreAllMocks());

/** What was written, a JSON object a line. */
const lines = (): Record<string, unknown>[] => written.join('').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('a log line', () => {
  it('is one JSON object with its level, our clock’s time and its fields', () => {
    const logger = loggerOver(new ManualClock(now), 'INFO', 'poller');
    logger.info('polled', { ExecutionId: 'e', WaveNumber: 1 });
    logger.warn('slow');
    logger.error('failed');
    expect(lines()).toMatchObject([
      { level: 'INFO', message: 'polled', service: 'poller', timestamp: '2031-05-06T07:08:09.010Z', ExecutionId: 'e', WaveNumber: 1 },
      { level: 'WARN', message: 'slow' },
      { level: 'ERROR', message: 'failed' },
    ]);
    expect(lines()[1]).not.toHaveProperty('ExecutionId');
  });

  it('carries the fields of every logger it was derived from, and of no other', () => {
    const logger = loggerOver(new ManualClock(now), 'INFO', 'poller');
    const execution = logger.with({ ExecutionId: 'e' });
    execution.with({ WaveNumber: 2 }).with({ SourceServerId: 's' }).info('deep');
    execution.info('shallow');
    logger.info('plain');
    const fields = lines().map(({ ExecutionId, WaveNumber, SourceServerId }) => [ExecutionId, WaveNumber, SourceServerId]);
    expect(fields).toEqual([['e', 2, 's'], ['e', undefined, undefined], [undefined, undefined, undefined]]);
  });

  it('below the level is not written', () => {
    const logger = loggerOver(new ManualClock(now), 'WARN', 'poller');
    logger.info('chatter');
    logger.with({ ExecutionId: 'e' }).info('chatter');
    logger.warn('slow');
    expect(lines().map(({ message }) => message)).toEqual(['slow']);
  });

  it('tells of an error what happened and why, but not what was asked or answered', () => {
    const cause = Object.assign(new Error('no'), { name: 'AccessDeniedException', $response: { headers: { authorization: 'secret' } }, $metadata: { httpStatusCode: 403 } });
    const error = new ServiceError({ service: 'DRS', operation: 'DescribeJobs', kind: 'DENIED', message: 'DRS DescribeJobs failed' }, { cause });
    loggerOver(new ManualClock(now), 'INFO', 'poller').error('failed', { error });
    expect(lines()).toMatchObject([{ error: { name: 'TerminalError', code: 'DRS.DENIED', kind: 'DENIED', message: 'DRS DescribeJobs failed', cause: { name: 'AccessDeniedException', message: 'no' } } }]);
    expect(written.join('')).not.toContain('secret');
  });

  it('never carries the environment', () => {
    vi.stubEnv('SOME_SECRET', 'do-not-tell');
    loggerOver(new ManualClock(now), 'DEBUG', 'poller').info('started', { ExecutionId: 'e' });
    expect(written.join('')).not.toContain('do-not-tell');
    vi.unstubAllEnvs();
  });
});

interface Emf {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly unknown[] };
}

describe('a metric', () => {
  const metrics = metricsOver(new ManualClock(now), () => ({ warn: (message) => written.push(`{"warned":"${message}"}\n`) }));

  it('is one line in the embedded format: our namespace, its unit, our clock’s time, no dimension of its own', () => {
    metrics.record({ name: 'PollingDuration', value: 42 });
    const [line] = lines() as unknown as (Emf & Record<string, unknown>)[];
    expect(line?._aws).toEqual({
      Timestamp: now,
      CloudWatchMetrics: [{ Namespace: 'DRS-Orchestration', Dimensions: [[]], Metrics: [{ Name: 'PollingDuration', Unit: 'Milliseconds' }] }],
    });
    expect(line?.['PollingDuration']).toBe(42);
    expect(line).not.toHaveProperty('service');
  });

  it('shares a line with others of the same dimensions, and only with those', () => {
    metrics.record(
      { name: 'WavesPolled', value: 3 },
      { name: 'ActivePollingExecutions', value: 1, dimensions: { ExecutionType: 'DRILL' } },
      { name: 'ServersLaunched', value: 2 },
      { name: 'ActivePollingExecutions', value: 5, dimensions: { ExecutionType: 'RECOVERY' } },
    );
    const shown = (lines() as unknown as Emf[]).map(({ _aws, ...rest }) => ({ dimensions: (_aws.CloudWatchMetrics[0] as { Dimensions: unknown }).Dimensions, ...rest }));
    expect(shown).toEqual([
      { dimensions: [[]], WavesPolled: 3, ServersLaunched: 2 },
      { dimensions: [['ExecutionType']], ExecutionType: 'DRILL', ActivePollingExecutions: 1 },
      { dimensions: [['ExecutionType']], ExecutionType: 'RECOVERY', ActivePollingExecutions: 5 },
    ]);
  });

  it('that cannot be recorded is logged, and harms nobody', () => {
    const wrong = [{ name: 'ServersFailed', value: 'many' }] as unknown as Measurement[];
    expect(() => metrics.record(...wrong)).not.toThrow();
    expect(lines()).toEqual([{ warned: 'Metrics could not be recorded' }]);
    metrics.record({ name: 'ServersFailed', value: 1 });
    expect(lines()[1]).toMatchObject({ ServersFailed: 1 });
  });

  it('none makes no line', () => {
    metrics.record();
    expect(written).toEqual([]);
  });
});
