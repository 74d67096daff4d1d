import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdown } from '@codemirror/lang-markdown'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { styleNonce } from '../../ui/nonce.ts'

interface MarkdownEditorProps {
  /** What it begins with; later changes of it are not followed. */
  initial: string
  /** Spoken name. */
  label: string
  hint: string
  onChange: (text: string) => void
  /** Mod+Enter. */
  onSubmit: () => void
}

/** A text field for Markdown that shows what is a heading, a list or a link. Tab leaves it, as any field. */
export function MarkdownEditor({ initial, label, hint, onChange, onSubmit }: MarkdownEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ onChange, onSubmit })
  useEffect(() => {
    latest.current = { onChange, onSubmit }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor holds its own text from here on
  useEffect(() => {
    if (place.current === null) return
    const nonce = styleNonce()
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: initial,
        extensions: [
          nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
          history(),
          markdown(),
          syntaxHighlighting(look),
          theme,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', tabindex: '0' }),
          placeholder(hint),
          keymap.of([
            {
              key: 'Mod-Enter',
              run: () => {
                latest.current.onSubmit()
                return true
              },
            },
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange(state.doc.toString())
          }),
        ],
      }),
    })
    return () => view.destroy()
  }, [])
  return <div ref={place} />
}

const look = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.link, tags.url], color: 'var(--accent)' },
  { tag: tags.monospace, fontFamily: 'var(--mono)' },
  { tag: tags.quote, color: 'var(--ink-2)' },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: 'var(--ink-3)' },
])

const theme = EditorView.theme({
  '&': {
    minHeight: 'max(320px, calc(100dvh - 330px))',
    maxHeight: 'max(320px, calc(100dvh - 330px))',
    color: 'var(--ink)',
    fontSize: 'var(--text-m)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { overflow: 'auto', fontFamily: 'var(--sans)', lineHeight: '1.6' },
  '.cm-content': { padding: '12px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 14px' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
})
