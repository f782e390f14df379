/**
 * Whoever switches a rule off says why: `// eslint-disable-next-line rule -- reason`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const reasonedDisable = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Say which rule is switched off, and why: `eslint-disable-next-line <rule> -- <reason>`.' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const isDirective = /^\s*eslint-disable(-line|-next-line)?(?![\w-])/.test(comment.value);
          const isReasoned = /^\s*eslint-disable\S*\s+[\w@/-].*\s--\s+\w/s.test(comment.value);
          if (isDirective && !isReasoned && comment.loc) context.report({ loc: comment.loc, messageId: 'missing' });
        }
      },
    };
  },
};
