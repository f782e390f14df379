import { dirname } from 'node:path';
import ts from 'typescript';

/** Whether a file is the project's own source, which a bundle is made of. */
export type IsOwn = (file: string) => boolean;

/** A program over entries, with the compiler options of a tsconfig file. */
export function programOf(tsconfig: string, entries: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(tsconfig));
  return ts.createProgram({ rootNames: entries, options: { ...options, noEmit: true } });
}

/** What can run once an entry's exports are used: each reached node is told once, top down, with all that is in it. */
export function visitReachable(program: ts.Program, entry: string, isOwn: IsOwn, tell: (node: ts.Node) => void): void {
  const checker = program.getTypeChecker();
  const reached = new Set<ts.Node>();
  const classes: ts.ClassLikeDeclaration[] = [];
  /** Members of interfaces that reached code uses: `Drs.startRecovery`. */
  const ports = new Set<ts.Symbol>();
  const queue: ts.Node[] = [];

  const reach = (node: ts.Node): void => {
    if (reached.has(node)) return;
    reached.add(node);
    queue.push(node);
  };

  /** A class's methods count once they are used: by themselves, or through a member of an interface it implements. */
  const reachPortMember = (owner: ts.ClassLikeDeclaration, member: ts.Symbol): void => {
    const port = (member as ts.Symbol & { readonly parent?: ts.Symbol }).parent;
    const implemented = (owner.heritageClauses ?? []).flatMap((clause) => clause.types).some((type) => checker.getTypeAtLocation(type).getSymbol() === port);
    if (!implemented) return;
    for (const candidate of owner.members) if (candidate.name !== undefined && candidate.name.getText() === member.name) reach(candidate);
  };

  const reachClass = (node: ts.ClassLikeDeclaration): void => {
    if (reached.has(node)) return;
    reached.add(node);
    classes.push(node);
    for (const member of node.members) if (ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member) || ts.isClassStaticBlockDeclaration(member)) reach(member);
    for (const clause of node.heritageClauses ?? []) if (clause.token === ts.SyntaxKind.ExtendsKeyword) reach(clause);
    for (const member of ports) reachPortMember(node, member);
  };

  const reachDeclaration = (declaration: ts.Declaration, symbol: ts.Symbol): void => {
    if (!isOwn(declaration.getSourceFile().fileName)) return;
    if (ts.isClassLike(declaration)) return reachClass(declaration);
    if (ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration)) {
      if (ports.has(symbol)) return;
      ports.add(symbol);
      for (const owner of classes) reachPortMember(owner, symbol);
      return;
    }
    if (ts.isFunctionLike(declaration) || ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)) reach(declaration);
  };

  const reachName = (name: ts.Node): void => {
    let symbol = ts.isShorthandPropertyAssignment(name.parent) ? checker.getShorthandAssignmentValueSymbol(name.parent) : checker.getSymbolAtLocation(name);
    if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
    for (const declaration of symbol?.declarations ?? []) reachDeclaration(declaration, symbol!);
  };

  const walk = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isClassLike(node)) return reachClass(node);
    tell(node);
    // const { startRecovery } = drs
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const member = checker.getTypeAtLocation(node.parent).getProperty((node.propertyName ?? node.name).getText());
      for (const declaration of member?.declarations ?? []) reachDeclaration(declaration, member!);
    }
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) reachName(node);
    ts.forEachChild(node, walk);
  };

  const source = program.getSourceFile(entry);
  if (source === undefined) throw new Error(`${entry} is not in the program`);
  for (const statement of source.statements) if (!ts.isImportDeclaration(statement)) reach(statement);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) walk(node);
}
