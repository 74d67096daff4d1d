import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { describeSources } from '../../../capture/sources.ts'
import type { CaptureStage } from '../../../capture/stage.ts'
import { useStage } from '../../../capture/use-recording.ts'
import { prompterPlace } from '../under-way/prompter-words.ts'

/** Whether others will see the questions and the notes, said before it is too late. */
export function PrompterPlace({ stage }: { stage: CaptureStage }) {
  useStage(stage)
  const abilities = useLive((live) => live.host?.abilities)
  const { screen } = describeSources(stage.streams)
  return text('record.prompter-place', {
    place: prompterPlace({ screenKind: screen?.kind ?? null, abilities: abilities ?? [] }),
  })
}
