import { text } from '../../app/messages/text.ts'
import { Note } from '../../ui/words.tsx'
import { compareTexts } from './lines.ts'
import css from './versions.module.css'

/** What `after` says otherwise than `before`, line by line. */
export function Difference({ before, after }: { before: string; after: string }) {
  const lines = compareTexts({ before, after })
  if (lines.every(({ kind }) => kind === 'same' || kind === 'gap')) return <Note>{text('versions.same')}</Note>
  return (
    <div className={css.difference}>
      {lines.map(({ kind, text: line }, place) => {
        const key = `${place}/${kind}`
        if (kind === 'added') return <ins key={key}>{line || '\u00a0'}</ins>
        if (kind === 'removed') return <del key={key}>{line || '\u00a0'}</del>
        if (kind === 'gap') return <hr key={key} className={css.gap} aria-label={text('versions.gap')} />
        return <p key={key}>{line || '\u00a0'}</p>
      })}
    </div>
  )
}
