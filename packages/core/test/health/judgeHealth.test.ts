import { describe, expect, it } from 'vitest';
import { awaitsHealth, judgeHealth } from '../../src/health/judgeHealth.js';
import type { ServerRecord, ServerStatus } from '../../src/execution/records.js';
import type { InstanceState } from '../../src/ports/instances.js';
import { aWave, serverIn, start } from '../records.js';

const wave = aWave();
const warn = aWave({ HealthCheck: { Enabled: true, OnTimeout: 'WARN' } });
const look = (server: ServerRecord, state: InstanceState, at: number, in_ = wave): ServerRecord => judgeHealth(server, state, undefined, in_, at);

describe('a launched server\'s health [P9]', () => {
  it('passes once its instance runs, and its address is on record [R3.2]', () => {
    const server = judgeHealth(serverIn('LAUNCHED'), 'running', { privateIpAddress: '10.0.0.7' }, wave, start);
    expect(server).toMatchObject({ Status: 'LAUNCHED', HealthStatus: 'PASSED', PrivateIpAddress: '10.0.0.7', HealthCheckedSince: start });
    expect(awaitsHealth(server)).toBe(false);
  });

  it.each(['pending', 'unknown'] as const)('waits while its instance is %s [R3.3]', (state) => {
    const server = look(serverIn('LAUNCHED'), state, start);
    expect(server).toMatchObject({ Status: 'LAUNCHED', HealthStatus: 'PENDING', HealthCheckedSince: start });
    expect(awaitsHealth(server)).toBe(true);
  });

  it.each(['terminated', 'shutting-down', 'stopped', 'stopping'] as const)('fails at once when its instance is %s', (state) => {
    const server = look(serverIn('LAUNCHED'), state, start, warn);
    expect(server).toMatchObject({ Status: 'FAILED', HealthStatus: 'FAILED', TransitionHistory: [{ Status: 'FAILED', At: start }] });
    expect(server.Error).toMatch(new RegExp(`i-1.*${state}`));
  });

  it('is asked at once and ten times more, each 30 s, then times out [P10] [R3.4]', () => {
    let server = serverIn('LAUNCHED');
    const statuses: (string | undefined)[] = [];
    for (let asked = 0; asked <= 10; asked += 1) {
      expect(awaitsHealth(server)).toBe(true);
      server = look(server, 'pending', start + asked * 30);
      statuses.push(server.HealthStatus);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 'PENDING'), 'TIMEOUT']);
    expect(server.Status).toBe('FAILED');
    expect(server.Error).toMatch(/not running after 300 s.*pending/);
  });

  it('that times out is WARNING where the wave says so, and counts as launched', () => {
    const waiting = look(serverIn('LAUNCHED'), 'pending', start, warn);
    const server = look(waiting, 'unknown', start + 300, warn);
    expect(server).toMatchObject({ Status: 'WARNING', HealthStatus: 'TIMEOUT' });
    expect(server.Error).toContain('EC2 says unknown');
  });

  it('that DRS named no instance for says so', () => {
    const { InstanceId: _none, ...unnamed } = serverIn('LAUNCHED', { HealthCheckedSince: start });
    expect(look(unnamed, 'unknown', start + 300).Error).toContain('which DRS has not named');
  });

  it.each(['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED'] as readonly ServerStatus[])('of a %s server is nobody\'s question', (Status) => {
    const server = serverIn(Status);
    expect(awaitsHealth(server)).toBe(false);
    expect(look(server, 'terminated', start)).toBe(server);
  });

  it.each(['PASSED', 'FAILED', 'TIMEOUT'] as const)('once %s is not judged again', (HealthStatus) => {
    const server = serverIn('WARNING', { HealthStatus });
    expect(look(server, 'terminated', start)).toBe(server);
  });

  it('of a WARNING server is checked too', () => {
    expect(look(serverIn('WARNING'), 'running', start).HealthStatus).toBe('PASSED');
  });
});
