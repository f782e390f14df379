import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isDisposable } from './configuration.js';
import { InvalidConfiguration, parseConfiguration, readConfiguration } from './readConfiguration.js';

const folder = fileURLToPath(new URL('../../config', import.meta.url));
const least = ['Environment: prod', 'Region: us-east-1', 'AccountId: "111122223333"'];

const refusal = (...lines: readonly string[]): string => {
  try {
    parseConfiguration(lines.join('\n'), 'config/prod.yaml');
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a configuration', () => {
  it('needs no more than an environment, a Region and an account', () => {
    const settings = parseConfiguration(least.join('\n'), 'config/prod.yaml');
    expect(settings).toMatchObject({
      Project: 'drs-orchestration',
      Retention: { LogDays: 7 },
      TargetAccounts: [],
      Notifications: { Emails: [], PlanTopicArns: [] },
      Alarms: { PollerErrors: 5, TableThrottles: 10, FinderSilentMinutes: 5 },
    });
    expect(settings.Retention.HistoryDays).toBeUndefined();
  });

  it.each(readdirSync(folder))('config/%s is valid', (file) => {
    expect(readConfiguration(folder, file.replace('.yaml', '')).Environment).toBe(file.replace('.yaml', ''));
  });

  it('has every fault named at once, each with its path and line', () => {
    const message = refusal(
      'Environment: prod',
      'Region: us-moon-1',
      'AccountId: "12"',
      'TargetAccounts:',
      '  - { AccountId: "2222", RoleName: "arn:aws:iam::222233334444:role/x", ExternalId: ok-id }',
      'Notifications: { Emails: [not-an-address] }',
      'Retention: { LogDays: 8, HistoryDays: 0 }',
      'Alarms:',
      '  PollerErrors: 0',
      '  PolerErrors: 1',
      'ReservedConcurrency: { Poller: 0 }',
    );
    const lines = message.split('\n');
    expect(lines[0]).toBe('config/prod.yaml has 10 faults; nothing was generated. Correct them and run it again.');
    const places = lines.slice(1).map((line) => /^config\/prod\.yaml:(\d+): {2}([\w.[\]]+):/.exec(line)?.slice(1).join(' '));
    expect(places).toEqual([
      '2 Region', '3 AccountId', '5 TargetAccounts[0].AccountId', '5 TargetAccounts[0].RoleName', '6 Notifications.Emails[0]',
      '7 Retention.LogDays', '7 Retention.HistoryDays', '9 Alarms.PollerErrors', '10 Alarms.PolerErrors', '11 ReservedConcurrency.Poller',
    ]);
  });

  it.each([
    ['an alarm threshold of 0', 'Alarms: { OverdueExecutions: 0 }', 'Alarms.OverdueExecutions: must be at least 1'],
    ['a retention that AWS does not offer', 'Retention: { LogDays: 10 }', 'Retention.LogDays: must be one of 1, 3, 5, 7'],
    ['a misspelt key', 'Retension: { LogDays: 7 }', 'Retension: is not a known key: did you mean Retention?'],
    ['a target account that is the account itself', 'TargetAccounts: [{ AccountId: "111122223333", RoleName: r, ExternalId: ee }]', 'TargetAccounts[0].AccountId: is the account itself'],
    ['a target account without an external id', 'TargetAccounts: [{ AccountId: "222233334444", RoleName: r }]', 'TargetAccounts[0].ExternalId: is missing'],
    ['a project whose names would be too long', 'Project: a-project-with-a-very-long-name', 'Project: must be 2 to 24'],
  ])('is refused with %s', (_, line, reason) => {
    expect(refusal(...least, line)).toContain(`config/prod.yaml:4:  ${reason}`);
  });

  it('has faults between its values named with those of single values', () => {
    const message = refusal(
      ...least,
      'InstanceRoleArns: ["arn:aws:iam::999999999999:role/app"]',
      'Notifications: { Emails: [a@example.com, a@example.com] }',
      'Alarms: { PollerErrors: 0 }',
      'TargetAccounts:',
      '  - { AccountId: "111122223333", RoleName: r, ExternalId: ee }',
      '  - { AccountId: "222233334444", RoleName: r, ExternalId: x, InstanceRoleArns: ["arn:aws:iam::111122223333:role/app"] }',
      '  - 5',
    );
    const reasons = message.split('\n').slice(1).map((line) => /^config\/prod\.yaml:(\d+): {2}([\w.[\]]+): (.{0,18})/.exec(line)?.slice(1).join(' '));
    expect(reasons).toEqual([
      '4 InstanceRoleArns[0] is a role of accou', '5 Notifications.Emails[1] is there already, ', '6 Alarms.PollerErrors must be at least 1',
      '8 TargetAccounts[0].AccountId is the account its', '9 TargetAccounts[1].ExternalId must be 2 to 1,224', '9 TargetAccounts[1].InstanceRoleArns[0] is a role of accou', '10 TargetAccounts[2] must be a map of k',
    ]);
  });

  it('is of the environment that its file is called by', () => {
    expect(() => parseConfiguration([...least, 'LogLevel: LOUD'].join('\n'), 'config/test.yaml', 'test')).toThrow(/2 faults.*\n.*:1: {2}Environment: must be test, as the file is called, but is prod\n.*:4: {2}LogLevel/);
  });

  it('names a target account once', () => {
    const target = '{ AccountId: "222233334444", RoleName: r, ExternalId: ee }';
    expect(refusal(...least, 'TargetAccounts:', `  - ${target}`, `  - ${target}`)).toContain('config/prod.yaml:6:  TargetAccounts[1].AccountId: is there already, as TargetAccounts[0]');
  });

  it('that is not there names those that are', () => {
    expect(() => readConfiguration(folder, 'staging')).toThrow('Set DRS_ENVIRONMENT to one of prod, test');
  });

  it('is disposable only where it is called test or says so', () => {
    const of = (...lines: readonly string[]): boolean => isDisposable(parseConfiguration(lines.join('\n'), 'x.yaml'));
    expect(of(...least)).toBe(false);
    expect(of('Environment: test', ...least.slice(1))).toBe(true);
    expect(of(...least, 'Disposable: true')).toBe(true);
    expect(of('Environment: test', ...least.slice(1), 'Disposable: false')).toBe(false);
  });
});
