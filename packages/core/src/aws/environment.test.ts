import { describe, expect, it } from 'vitest';
import { TerminalError } from '../errors.js';
import { parseEnvironment, type VariableName } from './environment.js';

const whole = {
  PLANS_TABLE: 'plans', GROUPS_TABLE: 'groups', EXECUTIONS_TABLE: 'executions',
  STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:111122223333:stateMachine:recovery',
  POLLER_FUNCTION: 'poller', ORCHESTRATOR_FUNCTION: 'orchestrator', SOURCE_ACCOUNT_ID: '111122223333', AWS_REGION: 'us-gov-west-1',
};
const all = Object.keys(whole) as VariableName[];

function faultsOf(environment: Record<string, string | undefined>, required: readonly VariableName[] = all): string {
  try {
    parseEnvironment(environment, required);
  } catch (error) {
    expect(error).toBeInstanceOf(TerminalError);
    expect(error).toMatchObject({ code: 'InvalidEnvironment' });
    return (error as TerminalError).message;
  }
  return '';
}

describe('a function’s environment', () => {
  it('gives what is required, and defaults for the rest', () => {
    expect(parseEnvironment({ ...whole, OTHER: 'ignored' }, all)).toEqual({
      ...whole, DRS_CONCURRENT_JOBS: 20, DRS_SERVERS_PER_JOB: 100, DRS_SERVERS_IN_JOBS: 500, LOG_LEVEL: 'INFO', TOPIC_ARN: undefined,
    });
  });

  it('needs only what the function requires', () => {
    expect(parseEnvironment({ PLANS_TABLE: 'plans' }, ['PLANS_TABLE'])).toMatchObject({ PLANS_TABLE: 'plans' });
    expect(parseEnvironment({}, [])).toMatchObject({ LOG_LEVEL: 'INFO' });
  });

  it('takes what is set', () => {
    const topic = 'arn:aws:sns:eu-west-2:111122223333:drills';
    const set = { TOPIC_ARN: topic, DRS_CONCURRENT_JOBS: '40', DRS_SERVERS_PER_JOB: '7', DRS_SERVERS_IN_JOBS: '900', LOG_LEVEL: 'DEBUG' };
    expect(parseEnvironment(set, [])).toEqual({ TOPIC_ARN: topic, DRS_CONCURRENT_JOBS: 40, DRS_SERVERS_PER_JOB: 7, DRS_SERVERS_IN_JOBS: 900, LOG_LEVEL: 'DEBUG' });
  });

  it.each(all)('%s is missed when it is not set, and when it is empty', (name) => {
    expect(faultsOf({ ...whole, [name]: undefined })).toContain(`${name} is not set`);
    expect(faultsOf({ ...whole, [name]: '' })).toContain(`${name} is empty`);
  });

  it.each(['TOPIC_ARN', 'DRS_CONCURRENT_JOBS', 'DRS_SERVERS_PER_JOB', 'DRS_SERVERS_IN_JOBS', 'LOG_LEVEL'])('%s empty is as good as not set', (name) => {
    expect(parseEnvironment({ [name]: '' }, [])).toEqual(parseEnvironment({}, []));
  });

  it('tells every fault in one error, without repeating a value', () => {
    const wrong = {
      ...whole, PLANS_TABLE: '', STATE_MACHINE_ARN: 'secret-1', SOURCE_ACCOUNT_ID: 'secret-2', AWS_REGION: 'secret 3', TOPIC_ARN: 'secret-4',
      DRS_CONCURRENT_JOBS: '0', DRS_SERVERS_PER_JOB: '1.5', DRS_SERVERS_IN_JOBS: 'many', LOG_LEVEL: 'LOUD',
    };
    const message = faultsOf(wrong);
    for (const name of Object.keys(wrong).filter((name) => !/GROUPS|EXECUTIONS|FUNCTION/.test(name))) expect(message).toContain(`${name} `);
    expect(message).toMatch(/DRS_CONCURRENT_JOBS must be a whole number above 0/);
    expect(message).toMatch(/AWS_REGION must be a Region like us-east-1/);
    expect(message).toMatch(/LOG_LEVEL must be one of DEBUG, INFO/);
    expect(message).not.toMatch(/secret|LOUD|many/);
    expect(message).not.toMatch(/GROUPS_TABLE|POLLER_FUNCTION/);
  });
});
