import { useEffect, useState } from 'react'
import type { VideoView } from '../../../domain/views/records.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { changeSettings } from '../../api/host-api.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { setPrivate, usePrivate } from '../../cache/private.ts'
import type { Playback } from '../../playback/playback.ts'
import { skipSilence } from '../../playback/skip-silence.ts'
import { type CaptionLook, captionLookFrom } from './caption-look.ts'

/** How I like to watch: kept for the next video too. */
export interface PlayerChoices {
  speed: number
  onSpeed: (speed: number) => void
  areCaptionsOn: boolean
  onCaptions: () => void
  captionLook: CaptionLook
  onCaptionLook: (look: CaptionLook) => void
  /** Null where there is nothing to be heard. */
  skipsSilence: boolean | null
  onSkipSilence: () => void
}

interface Watched {
  playback: Playback
  library: string
  item: string
  video: VideoView | null
  settings: Pick<Settings, 'playbackSpeed' | 'captionsOn'>
  /** Silences are skipped unless I ever said otherwise. */
  isSkippingMeant: boolean
}

/** My choices of how a video is played, carried out on it. */
export function usePlayerChoices({
  playback,
  library,
  item,
  video,
  settings,
  isSkippingMeant,
}: Watched): PlayerChoices {
  const [speed, setSpeed] = useState(settings.playbackSpeed)
  const [areCaptionsOn, setCaptionsOn] = useState(settings.captionsOn)
  const captionLook = captionLookFrom(usePrivate('captions'))
  const chosenSkip = usePrivate('skip')
  const sayFailure = useSayFailure()
  const canSkip = video?.hasSound === true && video.isHere
  const skipsSilence = typeof chosenSkip === 'boolean' ? chosenSkip : isSkippingMeant
  const url = video === null ? '' : publishedAssetUrl({ library, item, version: video.version, asset: 'video.mp4' })
  const durationMs = video?.durationMs ?? 0
  useEffect(() => {
    if (!canSkip || !skipsSilence) return
    return skipSilence({ playback, url, durationMs })
  }, [playback, url, durationMs, canSkip, skipsSilence])
  return {
    speed,
    onSpeed(next) {
      setSpeed(next)
      playback.setSpeed(next)
      changeSettings({ playbackSpeed: next }).catch(sayFailure)
    },
    areCaptionsOn,
    onCaptions() {
      setCaptionsOn(!areCaptionsOn)
      changeSettings({ captionsOn: !areCaptionsOn }).catch(sayFailure)
    },
    captionLook,
    onCaptionLook: (look) => void setPrivate({ captions: { ...look } }),
    skipsSilence: canSkip ? skipsSilence : null,
    onSkipSilence() {
      if (canSkip) void setPrivate({ skip: !skipsSilence })
    },
  }
}
