import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function/index.js';
import type { TerraformStack } from 'cdktf';

/** Something that is deployed on AWS but that the engine cannot hold. */
export interface Exception {
  /** What is not deployed in the rehearsal, and why. */
  readonly says: string;
  /** Takes it out of the stack. @throws Error where it is not in it */
  leaveOut(stack: TerraformStack): void;
}

/** All that the rehearsal does not deploy; printed by it. */
export const exceptions: readonly Exception[] = [
  {
    says: 'saved Logs Insights queries: the engine has no PutQueryDefinition',
    leaveOut(stack) {
      if (!stack.node.tryRemoveChild('queries')) throw new Error('the stack has no queries to leave out: correct rehearsal/exceptions.ts');
    },
  },
  {
    says: "the functions' logging configuration: the engine forgets it, so every deploy would set it again",
    leaveOut(stack) {
      const functions = stack.node.findAll().filter((construct) => construct instanceof LambdaFunction);
      if (functions.length === 0) throw new Error('the stack has no functions: correct rehearsal/exceptions.ts');
      for (const one of functions) one.resetLoggingConfig();
    },
  },
];
