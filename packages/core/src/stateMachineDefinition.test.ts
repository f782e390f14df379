import { describe, expect, it } from 'vitest';
import { TerminalError } from './errors.js';
import { renderDefinition } from './stateMachineDefinition.js';

const text = `{
  "States": { "Launch": { "FunctionName": "\${Orchestrator}", "Comment": "\${Orchestrator} and \${Region}" } }
}`;

describe('rendering a state machine definition', () => {
  it('replaces every placeholder, wherever it stands, and minifies', () => {
    expect(renderDefinition(text, { Orchestrator: 'arn:o', Region: 'eu-central-1' })).toBe(
      '{"States":{"Launch":{"FunctionName":"arn:o","Comment":"arn:o and eu-central-1"}}}',
    );
  });

  it('keeps a value with quotes, backslashes and dollar signs as it is', () => {
    const value = 'a"b\\c$&$1';
    expect(JSON.parse(renderDefinition('{"A":"${V}"}', { V: value }))).toEqual({ A: value });
  });

  it('keeps a value that looks like a placeholder as it is', () => {
    expect(renderDefinition('{"A":"${V}"}', { V: '${V}' })).toBe('{"A":"${V}"}');
  });

  it('refuses, naming all of them, placeholders without a value and values without a place', () => {
    const render = (): string => renderDefinition(text, { Orchestrator: 'arn:o', Regoin: 'eu-central-1' });
    expect(render).toThrow(TerminalError);
    expect(render).toThrow(/\$\{Region\} has no value, \$\{Regoin\} is not in it/);
  });

  it('refuses a placeholder whose name only an inherited property has', () => {
    expect(() => renderDefinition('{"A":"${toString}"}', {})).toThrow(/\$\{toString\} has no value/);
  });

  it('refuses a text that is no JSON', () => {
    expect(() => renderDefinition('{"A": ', {})).toThrow(SyntaxError);
  });
});
