import { Testing } from 'cdktf';
import { describe, expect, it } from 'vitest';

import { DrsOrchestrationStack } from './stack.js';

describe('the stack', () => {
  it('is turned into Terraform', () => {
    const terraform: unknown = JSON.parse(Testing.synth(new DrsOrchestrationStack(Testing.app(), 'test')));
    expect(terraform).toHaveProperty('terraform');
  });
});
