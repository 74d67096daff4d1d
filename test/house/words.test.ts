import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { en } from '../../renderer/app/messages/en.ts'
import { readSources } from './sources.ts'

/** The code's words for what people call otherwise: see the vocabulary in docs/architecture.md. */
const ourWords = /\b(writers?|take|tracks?|assets?|receipts?|fold|batch(es)?)\b/i
const tones = /\boops\b|!/i

/** A message without the names of its places, which nobody sees: `{take, plural, one {# recording}}` keeps "# recording". */
function shown(message: string): string {
  return message.replace(/\{\s*[\w-]+\s*(?=[,}])/g, '{')
}

describe('words on screen', () => {
  it('are never the code’s own', () => {
    expect(Object.entries(en).filter(([, message]) => ourWords.test(shown(message)))).toEqual([])
  })

  it('neither shout nor giggle', () => {
    expect(Object.entries(en).filter(([, message]) => tones.test(message))).toEqual([])
  })

  it('are told from the names of places in a message', () => {
    expect(ourWords.test(shown('{take, plural, one {# recording} other {# recordings}} of {track}'))).toBe(false)
    expect(ourWords.test(shown('{count, plural, one {# take} other {# recordings}}'))).toBe(true)
  })
})

describe('what a failure says', () => {
  it('is in people’s words, calm, and names no path', () => {
    const said = readSources()
      .filter(({ path }) => /^(domain|electron|renderer)\//.test(path))
      .flatMap(({ path, syntax }) => failureTexts(syntax).map((text) => ({ path, text })))
    expect(said.length).toBeGreaterThan(0)
    expect(said.filter(({ text }) => ourWords.test(text) || tones.test(text) || /(^|\s)\/\w/.test(text))).toEqual([])
  })
})

/** The literal texts of `message`, `kept` and `remedy` in every `new Failure({…})`. */
function failureTexts(syntax: ts.SourceFile): string[] {
  const texts: string[] = []
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text)
    if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) texts.push(node.text)
    ts.forEachChild(node, collect)
  }
  const visit = (node: ts.Node): void => {
    const [body] = ts.isNewExpression(node) && node.expression.getText() === 'Failure' ? (node.arguments ?? []) : []
    if (body && ts.isObjectLiteralExpression(body))
      for (const property of body.properties)
        if (ts.isPropertyAssignment(property) && ['message', 'kept', 'remedy'].includes(property.name.getText()))
          collect(property.initializer)
    ts.forEachChild(node, visit)
  }
  visit(syntax)
  return texts
}
