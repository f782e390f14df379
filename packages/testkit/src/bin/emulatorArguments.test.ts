import { describe, expect, it } from 'vitest';
import { emulatorHelp, readArguments } from './emulatorArguments.js';

const faultsOf = (...args: readonly string[]): readonly string[] => {
  const reading = readArguments(args);
  return reading.kind === 'FAULTS' ? reading.faults : [];
};

describe('the arguments of drs-emulator', () => {
  it('may be none', () => {
    expect(readArguments([])).toEqual({ kind: 'RUN', arguments: { port: 0, region: 'us-east-1', speed: 1, json: false, verbose: false } });
  });

  it('say everything, the last of two counting', () => {
    const args = ['--port=1', '--port', '65535', '--scenario', 'a.yaml', '--region', 'us-gov-west-1', '--account', '012345678901', '--speed', '.5', '--time', 'fast', '--json', '--verbose'];
    expect(readArguments(args)).toEqual({ kind: 'RUN', arguments: { port: 65_535, scenario: 'a.yaml', region: 'us-gov-west-1', account: '012345678901', speed: 0.5, time: 'fast', json: true, verbose: true } });
  });

  it('ask for help or the version, where nothing is wrong with them', () => {
    expect([readArguments(['-h', '--json']).kind, readArguments(['--version']).kind, readArguments(['--help', '--prot']).kind]).toEqual(['HELP', 'VERSION', 'FAULTS']);
  });

  it.each([
    ['--port', '65536'], ['--port', '-1'], ['--port', '1.5'], ['--port', ''], ['--region', 'Europe'], ['--account', '1'], ['--account', '1234567890123'],
    ['--speed', '0'], ['--speed', '1e9'], ['--speed', '1000001'], ['--speed', 'fast'], ['--time', 'slow'], ['--scenario', ''],
  ])('%s=%s is refused by what it must be', (option, value) => {
    expect(faultsOf(`${option}=${value}`)).toEqual([expect.stringMatching(new RegExp(`^${option} must be .*, but is ${value === '' ? 'empty' : value}$`))]);
  });

  it.each([['--port'], ['--scenario'], ['--port', '--json']])('a value that is missing is asked for: %s', (...args) => {
    expect(faultsOf(...args)).toEqual([expect.stringMatching(/^--\w+ needs a value: /)]);
  });

  it('a flag with a value is refused', () => {
    expect(faultsOf('--json=yes')).toEqual(['--json takes no value, but has yes']);
  });

  it('are all in the help', () => {
    for (const option of ['port', 'scenario', 'region', 'account', 'time', 'speed', 'json', 'verbose', 'version', 'help']) expect(emulatorHelp).toContain(`--${option}`);
  });
});
