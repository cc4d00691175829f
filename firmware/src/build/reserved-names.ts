import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * Names of members that belong to the platform and must survive the shortening of property names: every member in an
 * ambient declaration (`declare const E: ...`) of the bundled sources, and in the types such a declaration names.
 */
export function collectPlatformNames(files: readonly string[]): string[] {
  const names = new Set<string>();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const types = new Map<string, ts.Node>();
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
        types.set(statement.name.text, statement);
      }
    }
    const seen = new Set<ts.Node>();
    const collect = (node: ts.Node): void => {
      if (seen.has(node)) return;
      seen.add(node);
      if ((ts.isPropertySignature(node) || ts.isMethodSignature(node)) && !ts.isComputedPropertyName(node.name)) {
        names.add(node.name.getText(source));
      }
      if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
        const target = types.get(node.typeName.text);
        if (target) collect(target);
      }
      ts.forEachChild(node, collect);
    };
    for (const statement of source.statements) {
      const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
      if (modifiers?.some((one) => one.kind === ts.SyntaxKind.DeclareKeyword)) collect(statement);
    }
  }
  return [...names].sort();
}
