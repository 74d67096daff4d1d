import type { Ref } from 'react'

interface CaptionsFileInputProps {
  /** Clicked by the button beside it. */
  ref: Ref<HTMLInputElement>
  label: string
  onFile: (file: File) => void
}

/** Lets a file of captions be chosen, the same one once more too. */
export function CaptionsFileInput({ ref, label, onFile }: CaptionsFileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      accept=".vtt,.srt,text/vtt"
      aria-label={label}
      onChange={(event) => {
        const file = event.target.files?.[0]
        if (file) onFile(file)
        event.target.value = ''
      }}
    />
  )
}
