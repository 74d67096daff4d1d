import { useRef } from 'react'
import { Button } from './button.tsx'
import css from './file-drop.module.css'

interface FileDropProps {
  /** What can be dropped here, said above the button. */
  hint: string
  choose: string
  /** The field's own name, for those who do not see it. */
  label: string
  /** As the `accept` of a file field. */
  accept: string
  /** Where it is not the first thing to do on its screen. */
  quiet?: boolean | undefined
  onChoose: (file: File) => void
}

/** A place for one file: chosen by its button, or dropped. */
export function FileDrop({ hint, choose, label, accept, quiet, onChoose }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      className={css.drop}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const [dropped] = event.dataTransfer.files
        if (dropped) onChoose(dropped)
      }}
    >
      <p>{hint}</p>
      <Button variant={quiet ? 'outline' : 'primary'} onClick={() => input.current?.click()}>
        {choose}
      </Button>
      <input
        ref={input}
        type="file"
        className={css.input}
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) onChoose(chosen)
        }}
      />
    </div>
  )
}
