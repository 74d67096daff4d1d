import { globSync, readFileSync } from 'node:fs'
import { dirname, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** One import, export-from or `import()` of a source file. */
export interface Import {
  /** As written: './fold.ts', 'zod', 'node:fs'. */
  specifier: string
  line: number
  /** Erased when the file runs: `import type`, or a type taken by `import('…')`. */
  isTypeOnly: boolean
}

export interface Source {
  /** From the project's folder, with forward slashes: 'domain/time/zoned.ts'. */
  path: string
  lineCount: number
  syntax: ts.SourceFile
  imports: Import[]
}

/** The project's folder, absolute, with a separator at its end. */
export const projectDir = fileURLToPath(new URL('../../', import.meta.url))

const patterns = ['{domain,electron,renderer,test,bench,resources}/**/*.{ts,tsx}', '*.ts']

/** Every TypeScript file of the project, parsed, in order of its path. */
export function readSources(): Source[] {
  return globSync(patterns, { cwd: projectDir, exclude: (name) => name === 'node_modules' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.startsWith('test/fixtures/'))
    .toSorted()
    .map((path) => parseSource({ path, text: readFileSync(`${projectDir}${path}`, 'utf8') }))
}

/** What a relative import names, from the project's folder; null for a package. A bundler's `?url` is no part of a name. */
export function importedPath(source: Source, { specifier }: Import): string | null {
  if (!specifier.startsWith('.')) return null
  return posix.normalize(posix.join(dirname(source.path), specifier.replace(/\?.*$/, '')))
}

/** The package an import names: 'hono' for 'hono/streaming', '@scope/name' for '@scope/name/part'; null for files. */
export function importedPackage({ specifier }: Import): string | null {
  if (/^[./]/.test(specifier)) return null
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** A file's text as a source, wherever it comes from. */
export function parseSource({ path, text }: { path: string; text: string }): Source {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
  return { path, lineCount: text.replace(/\n$/, '').split('\n').length, syntax, imports: importsOf(syntax) }
}

function importsOf(syntax: ts.SourceFile): Import[] {
  const imports: Import[] = []
  const add = (name: ts.Node | undefined, isTypeOnly: boolean): void => {
    if (!name || !ts.isStringLiteralLike(name)) return
    const line = syntax.getLineAndCharacterOfPosition(name.getStart()).line + 1
    imports.push({ specifier: name.text, line, isTypeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  visit(syntax)
  return imports
}
