import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drsOperations, modelVersion } from '../../../src/drs-emulator/model/drsOperations.js';
import { drsShapes } from '../../../src/drs-emulator/model/drsShapes.js';
import { operations } from '../../../src/drs-emulator/operations/operations.js';
import { botocoreModel } from './botocoreModel.js';
import { modelFiles } from './modelFiles.js';

describe('the extract of DRS\'s service model', () => {
  it('is what botocore has, letter for letter (else run test/drs-emulator/model/writeModel.ts)', (context) => {
    const model = botocoreModel();
    context.skip('unavailable' in model, 'unavailable' in model ? model.unavailable : '');
    if ('unavailable' in model) return;
    const same = JSON.stringify(model.extract) === JSON.stringify({ operations: drsOperations, shapes: drsShapes });
    context.skip(model.version !== modelVersion, `botocore is ${model.version} here, the extract is of ${modelVersion}: the models are ${same ? 'the same' : 'different'}`);
    for (const [name, text] of Object.entries(modelFiles(model.version, model.extract))) {
      expect(text).toBe(readFileSync(new URL(`../../../src/drs-emulator/model/${name}`, import.meta.url), 'utf8'));
    }
  });

  it('names the licence it is under', () => {
    for (const name of ['drsOperations.ts', 'drsShapes.ts']) {
      expect(readFileSync(new URL(`../../../src/drs-emulator/model/${name}`, import.meta.url), 'utf8')).toMatch(/^\/\/ .*botocore.*\n\/\/ Copyright Amazon\.com, Inc\. or its affiliates\. Licensed under the Apache License, Version 2\.0\.\n\/\/ Changed: /);
    }
  });

  it('has every operation of the emulator with its shapes, and every shape that another names', () => {
    for (const name of operations.drs.keys()) expect(drsShapes).toHaveProperty(drsOperations[name]?.input ?? `input of ${name}`);
    const named = Object.values(drsShapes).flatMap(({ members = {}, member, key, value }) => [...Object.values(members), member, key, value]).filter((name) => name !== undefined);
    expect([...new Set(named)].filter((name) => !Object.hasOwn(drsShapes, name))).toEqual([]);
    expect([Object.keys(drsOperations).length, Object.keys(drsShapes).length]).toEqual([50, 168]);
  });
});
