import { existsSync } from 'node:fs';
import { planIdSchema } from '@drs-orchestration/core';

/** What a command's PLAN argument names: a plan file, or a stored plan by its id. */
export type PlanReference = { readonly file: string; readonly planId?: never } | { readonly planId: string; readonly file?: never };

/** A file where there is one of that name, or the name looks like one; else a PlanId. */
export function planReference(text: string): PlanReference {
  const looksLikeFile = /[/\\]|\.(?:ya?ml|json)$/iu.test(text);
  return looksLikeFile || existsSync(text) || !planIdSchema.safeParse(text).success ? { file: text } : { planId: text };
}
