/**
 * Every exported name says in a docstring what it is (house style 9). Of overloads the first has it; what is
 * re-exported has it where it is declared.
 * @type {import('eslint').Rule.RuleModule}
 */
export const docstring = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Exported {{name}} needs a docstring: one sentence, with units and what it throws.' },
  },
  create(context) {
    const { sourceCode } = context;
    /** @type {Set<string>} */
    const documented = new Set();

    /** @param {Parameters<typeof sourceCode.getCommentsBefore>[0]} node @param {string} name */
    function check(node, name) {
      if (documented.has(name)) return;
      documented.add(name);
      const comment = sourceCode.getCommentsBefore(node).at(-1);
      const text = comment?.type === 'Block' && comment.value.startsWith('*') ? comment.value : '';
      if (!/\w{2,}/.test(text)) context.report({ node, messageId: 'missing', data: { name } });
    }

    return {
      ExportNamedDeclaration(node) {
        const { declaration } = node;
        if (!declaration) return;
        if (declaration.type !== 'VariableDeclaration') return check(node, declaration.id?.name ?? 'declaration');
        const [first] = declaration.declarations;
        check(node, first?.id.type === 'Identifier' ? first.id.name : 'constant');
      },
      ExportDefaultDeclaration(node) {
        if (node.declaration.type !== 'Identifier') check(node, 'default');
      },
    };
  },
};
