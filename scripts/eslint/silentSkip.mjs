/**
 * A test is skipped only with a reason that `npm test` can print, and never focused: `context.skip(condition, reason)`
 * inside a test or a `beforeEach`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const silentSkip = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      focused: 'A focused test hides all others: remove .only.',
      silent: 'Skip with a reason, by context.skip(condition, "why") in the test or in beforeEach; .{{name}} prints none.',
    },
  },
  create(context) {
    const tests = ['it', 'test', 'describe', 'suite'];
    const silent = ['skip', 'skipIf', 'runIf', 'todo'];
    return {
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || !tests.includes(node.object.name)) return;
        if (node.property.type !== 'Identifier') return;
        const { name } = node.property;
        if (name === 'only') context.report({ node, messageId: 'focused' });
        if (silent.includes(name)) context.report({ node, messageId: 'silent', data: { name } });
      },
    };
  },
};
