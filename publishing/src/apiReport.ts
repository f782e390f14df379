import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { folderOfPackage, manifestOf, publishedPackages, type PublishedPackage } from './checkout.js';

/** What one entry point of a package gives its users, as a text that is kept and reviewed. */
export interface ApiReport {
  /** What is imported, e.g. `@drs-orchestration/core/aws`. */
  readonly specifier: string;
  /** Where the reviewed report is kept. */
  readonly file: string;
  readonly text: string;
}

const printer = ts.createPrinter({ removeComments: true });

/** The reports of all entry points of all published packages, made from their built declarations. */
export function apiReports(): readonly ApiReport[] {
  return publishedPackages.flatMap((name) => {
    const { name: packageName, exports } = manifestOf(name);
    const entries = Object.entries(exports).map(([path, { types = '' }]) => ({ path, declarations: join(folderOfPackage(name), types) }));
    const program = ts.createProgram(entries.map(({ declarations }) => declarations), {
      module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true, skipLibCheck: true, types: ['node'], noEmit: true,
    });
    return entries.map(({ path, declarations }): ApiReport => {
      const specifier = packageName + path.slice(1);
      const file = join(folderOfPackage(name), 'etc', `${[name, ...path.split('/').slice(1)].join('-')}.api.md`);
      return { specifier, file, text: reportOf(program, specifier, declarations, name) };
    });
  });
}

/**
 * Every exported name with its declaration, without comments, by name; then what those mention and nobody can import.
 * @throws Error where the package is not built
 */
function reportOf(program: ts.Program, specifier: string, declarations: string, name: PublishedPackage): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(declarations);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`There is no ${declarations}: build the packages first (npm run test:packages does).`);
  const own = join(folderOfPackage(name), 'dist') + sep;
  const exported = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolved(checker, symbol)]));
  const mentioned = notExported(checker, [...exported.values()], own);
  const section = (symbols: Iterable<readonly [string, ts.Symbol]>): string =>
    [...symbols].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([as, symbol]) => `${declared(symbol, as, own)}\n`).join('\n');
  const hidden = mentioned.map((symbol) => [symbol.name, symbol] as const);
  return [
    `# The API of \`${specifier}\``,
    'Written by `npm run api:report` from the built declarations; a change of it is a change for those who import it, and is reviewed as one.',
    `\`\`\`ts\n${section(exported)}\`\`\``,
    ...(hidden.length === 0 ? [] : ['Mentioned above, and not exported:', `\`\`\`ts\n${section(hidden)}\`\`\``]),
  ].join('\n\n') + '\n';
}

/** What a name stands for where it is declared. */
function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

/** The package's own declarations that exported ones mention, directly or through one another, though they are not exported. */
function notExported(checker: ts.TypeChecker, exported: readonly ts.Symbol[], own: string): ts.Symbol[] {
  const known = new Set(exported);
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const at = checker.getSymbolAtLocation(node);
      const symbol = at === undefined ? undefined : resolved(checker, at);
      if (symbol !== undefined && !known.has(symbol) && isOwnStatement(symbol, own)) {
        known.add(symbol);
        found.push(symbol);
        for (const declaration of symbol.declarations ?? []) visit(declaration);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const symbol of exported) for (const declaration of symbol.declarations ?? []) if (isOf(declaration, own)) visit(declaration);
  return found;
}

const isOf = (declaration: ts.Declaration, own: string): boolean => join(declaration.getSourceFile().fileName).startsWith(own);

/** Whether a symbol is declared by the package at the top of a module, not a member, a parameter or somebody else's. */
function isOwnStatement(symbol: ts.Symbol, own: string): boolean {
  return (symbol.declarations ?? []).some((declaration) => isOf(declaration, own) && ts.isSourceFile(statementOf(declaration).parent) && !ts.isSourceFile(declaration));
}

/** A variable's declaration is two levels below its statement. */
function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

function declared(symbol: ts.Symbol, as: string, own: string): string {
  const declarations = (symbol.declarations ?? []).map((declaration) => {
    const source = declaration.getSourceFile();
    if (!isOf(declaration, own)) return `export { ${as} } from '${packageOf(source.fileName)}';`;
    return printer.printNode(ts.EmitHint.Unspecified, statementOf(declaration), source);
  });
  const renamed = as === symbol.name ? [] : [`// exported as ${as}`];
  return [...renamed, ...new Set(declarations)].join('\n');
}

/** The package that a file of node_modules or of the workspace belongs to. */
function packageOf(file: string): string {
  const [, inModules] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  const neighbour = publishedPackages.find((name) => file.startsWith(folderOfPackage(name)));
  return inModules ?? (neighbour === undefined ? relative(process.cwd(), file) : manifestOf(neighbour).name);
}
