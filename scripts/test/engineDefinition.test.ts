import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { definitionFor } from '../vitest/engineDefinition.js';

const recovery = readFileSync(new URL('../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url), 'utf8');

describe('the definition that an engine gets', () => {
  it.each(['aws', 'moto'] as const)('is the deployed one: %s', (engine) => {
    expect(definitionFor(engine, recovery)).toBe(recovery);
  });

  it('for Step Functions Local says of its Maps, inner ones too, what it knows: Iterator and Parameters', () => {
    const told = definitionFor('stepfunctions-local', recovery);
    expect(recovery.match(/"ItemProcessor"/g)).toHaveLength(2);
    expect(told).not.toMatch(/"ItemProcessor"|"ItemSelector"|"ProcessorConfig"/);
    expect(told.match(/"Iterator":\{"StartAt"|"Iterator":\{/g)).toHaveLength(2);
    const states = (text: string): number => text.match(/"Type": ?"(?:Task|Choice|Wait|Map|Pass|Fail|Succeed)"/g)?.length ?? 0;
    expect(states(told)).toBe(states(recovery));
  });

  it('changes nothing but Maps', () => {
    const plain = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Parameters: { ItemProcessor: 1 }, Result: { ItemSelector: 2 }, End: true } } });
    expect(definitionFor('stepfunctions-local', plain)).toBe(plain);
  });
});
