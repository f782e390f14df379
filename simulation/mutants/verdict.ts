/** What became of a mutant: who caught it, or why it survived; in words. */
export type Verdict = { readonly caughtBy: string } | { readonly survived: string };
