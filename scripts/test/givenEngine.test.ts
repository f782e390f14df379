import { describe, expect, it } from 'vitest';

import { engineHosts, givenEngine, lambdaPlace } from '../vitest/givenEngine.js';

const local = { AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:8083', CONFORMANCE_LAMBDA_PORT: '5567' };
const roleArn = 'arn:aws:iam::111122223333:role/states';
const onAws = { AWS_ENDPOINT_URL_SFN: 'https://states.eu-central-1.amazonaws.com', CONFORMANCE_ROLE_ARN: roleArn };
const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:relay';

const faultsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    givenEngine(environment);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n  - ').slice(1);
  }
};

describe('an engine that is given', () => {
  it('is none where AWS_ENDPOINT_URL_SFN is unset or empty, whatever else is said', () => {
    expect(givenEngine({ CONFORMANCE_ENGINE: 'moto' })).toBeUndefined();
    expect(givenEngine({ ...local, AWS_ENDPOINT_URL_SFN: '' })).toBeUndefined();
  });

  it('on this machine is called with keys that nobody checks, and any function or role will do', () => {
    expect(givenEngine({ ...local, CONFORMANCE_ENGINE: 'moto' })).toEqual({
      kind: 'moto',
      client: { endpoint: local.AWS_ENDPOINT_URL_SFN, region: 'us-east-1', credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' } },
    });
  });

  it("elsewhere is called with the SDK's own keys and Region, as AWS is", () => {
    expect(givenEngine({ ...onAws, CONFORMANCE_FUNCTION_ARN: functionArn, CONFORMANCE_LAMBDA_PORT: '80' })).toEqual({
      kind: 'aws',
      client: { endpoint: onAws.AWS_ENDPOINT_URL_SFN },
      roleArn,
      lambda: { arn: functionArn, name: 'relay' },
    });
  });

  it('elsewhere invokes nothing where no function is named that it could invoke', () => {
    const given = givenEngine(onAws);
    expect(given?.lambda).toBeUndefined();
    expect(given?.withoutLambda).toMatch(/CONFORMANCE_FUNCTION_ARN names none that https:\/\/states\.eu-central-1/);
  });

  it('is refused with all that is wrong or missing', () => {
    expect(faultsOf({ AWS_ENDPOINT_URL_SFN: 'localhost:8083', CONFORMANCE_ENGINE: 'Moto', CONFORMANCE_FUNCTION_ARN: 'relay', CONFORMANCE_LAMBDA_PORT: '70000' })).toEqual([
      'AWS_ENDPOINT_URL_SFN is no http or https URL: localhost:8083',
      'CONFORMANCE_ENGINE is Moto; it must be one of aws, moto, stepfunctions-local',
      expect.stringMatching(/^CONFORMANCE_ROLE_ARN must name the role/),
      'CONFORMANCE_FUNCTION_ARN is no ARN of a Lambda function: relay',
      'CONFORMANCE_LAMBDA_PORT is no port: 70000',
    ]);
    expect(faultsOf({ AWS_ENDPOINT_URL_SFN: local.AWS_ENDPOINT_URL_SFN })).toEqual([expect.stringMatching(/^CONFORMANCE_LAMBDA_PORT must say/)]);
    expect(faultsOf({ AWS_ENDPOINT_URL_SFN: onAws.AWS_ENDPOINT_URL_SFN })).toEqual([expect.stringMatching(/^CONFORMANCE_ROLE_ARN must name/)]);
    expect(faultsOf({ ...onAws, CONFORMANCE_FUNCTION_ARN: functionArn })).toEqual([expect.stringMatching(/^CONFORMANCE_LAMBDA_PORT must say/)]);
  });

  it('calls functions on loopback, at any free port, where nothing else is said', () => {
    expect(lambdaPlace({})).toEqual({ address: '127.0.0.1', port: 0 });
    expect(lambdaPlace({ CONFORMANCE_LAMBDA_ADDRESS: '', CONFORMANCE_LAMBDA_PORT: '' })).toEqual({ address: '127.0.0.1', port: 0 });
    expect(lambdaPlace({ CONFORMANCE_LAMBDA_ADDRESS: '172.17.0.1', CONFORMANCE_LAMBDA_PORT: '5567' })).toEqual({ address: '172.17.0.1', port: 5567 });
  });
});

describe('the hosts that the suite of engines may reach besides loopback [R11.4]', () => {
  it('are none where nothing is said', () => {
    expect(engineHosts({})).toEqual([]);
    expect(engineHosts({ ...local, CONFORMANCE_LAMBDA_ADDRESS: '127.0.0.1', AWS_REGION: 'eu-central-1', DRS_ENGINES_DIR: 'http://elsewhere' })).toEqual([]);
  });

  it('are those of the endpoints, and the address where functions are served', () => {
    const environment = { ...onAws, AWS_ENDPOINT_URL: 'http://Engines:4566', AWS_ENDPOINT_URL_DYNAMODB: 'http://[FD00::2]:8000', AWS_ENDPOINT_URL_STS: '', CONFORMANCE_LAMBDA_ADDRESS: '172.17.0.1' };
    expect([...engineHosts(environment)].sort()).toEqual(['172.17.0.1', 'engines', 'fd00::2', 'states.eu-central-1.amazonaws.com']);
  });

  it('are not those of what is no endpoint', () => {
    expect(engineHosts({ AWS_ENDPOINT_URL_SFN: 'elsewhere:80', MY_AWS_ENDPOINT_URL_SFN: 'http://elsewhere', AWS_ENDPOINT_URLS: 'http://elsewhere' })).toEqual([]);
  });
});
