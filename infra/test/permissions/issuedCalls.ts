import ts from 'typescript';
import { visitReachable, type IsOwn } from './reachableCode.js';

/** A call of AWS that a function can make, e.g. `drs StartRecovery`; for DynamoDB with the table or index it goes to. */
export interface IssuedCalls {
  /** Of the SDK: `<package>/<Command>`, e.g. `@aws-sdk/client-drs/StartRecoveryCommand`. */
  readonly commands: ReadonlySet<string>;
  /** `get plans`, `query executions/StatusIndex`, `put executions`. */
  readonly tableUses: ReadonlySet<string>;
  /** The own source files with code that can run. */
  readonly files: ReadonlySet<string>;
}

const sdk = /\/node_modules\/(@aws-sdk\/[\w-]+)\/(?!.*\/node_modules\/)/u;
const writeKinds = new Set(['put', 'update', 'delete', 'check']);

function literalOf(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  for (const property of object.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) return ts.isStringLiteral(property.initializer) ? property.initializer.text : '?';
  }
  return undefined;
}

/** Everything of AWS that code reachable from an entry can call. What cannot be told from the source is a `?`, never left out. */
export function issuedCalls(program: ts.Program, entry: string, isOwn: IsOwn): IssuedCalls {
  const checker = program.getTypeChecker();
  const commands = new Set<string>();
  const tableUses = new Set<string>();
  const files = new Set<string>();

  const declarationOf = (name: ts.Node): ts.Declaration | undefined => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    return ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)).declarations?.[0];
  };
  const packageOf = (name: ts.Node): string | undefined => sdk.exec(declarationOf(name)?.getSourceFile().fileName ?? '')?.[1];

  visitReachable(program, entry, isOwn, (node) => {
    const file = node.getSourceFile().fileName;
    files.add(file);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text.endsWith('Command')) {
      commands.add(`${packageOf(node.expression) ?? '?'}/${node.expression.text}`);
    }
    // The SDK's own provider sends this one.
    if (ts.isCallExpression(node) && node.expression.getText() === 'fromTemporaryCredentials') commands.add(`${packageOf(node.expression) ?? '?'}/AssumeRoleCommand`);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const member = declarationOf(node.expression.name);
      if (member?.parent !== undefined && ts.isInterfaceDeclaration(member.parent) && member.parent.name.text === 'ItemStore') {
        const [first] = node.arguments;
        const method = node.expression.name.text;
        if (method === 'get') tableUses.add(`get ${first !== undefined && ts.isStringLiteral(first) ? first.text : '?'}`);
        if (method === 'query' || method === 'scan') {
          const query = first !== undefined && ts.isObjectLiteralExpression(first) ? first : undefined;
          const index = query === undefined ? '?' : literalOf(query, 'index');
          tableUses.add(`${method} ${query === undefined ? '?' : (literalOf(query, 'table') ?? '?')}${index === undefined ? '' : `/${index}`}`);
        }
      }
    }
    if (ts.isObjectLiteralExpression(node)) {
      const kind = literalOf(node, 'kind');
      if (kind !== undefined && writeKinds.has(kind)) tableUses.add(`${kind} ${literalOf(node, 'table') ?? '?'}`);
    }
  });
  return { commands, tableUses, files };
}
