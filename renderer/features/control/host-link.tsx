import { useEffect, useRef } from 'react'
import { focusHost, tellRecording } from '../../api/host-api.ts'
import { onBackendEvent, useLive } from '../../app/live.ts'
import { goTo } from '../../app/route.ts'
import { useRoute } from '../../app/use-route.ts'
import { followRecording } from '../../capture/remote.ts'
import { createNewsSender } from './news-sender.ts'
import { newsOf } from './under-way.ts'

/**
 * Tells a host that has a control how the recording of this page goes, for what it does around it. To be mounted once,
 * beside the screens.
 */
export function HostLink() {
  const hasControl = useLive((live) => live.host?.abilities.includes('control') ?? false)
  return hasControl ? <Telling /> : null
}

function Telling() {
  const isRecording = useRef(false)
  useEffect(() => {
    const sender = createNewsSender(tellRecording)
    const following = followRecording({
      onState(state) {
        const news = newsOf(state)
        isRecording.current = news !== null
        sender.send(news)
      },
    })
    return () => following.close()
  }, [])
  const route = useRoute()
  const isOnRecord = route.screen === 'record'
  useEffect(
    () =>
      onBackendEvent((event) => {
        // Where the sources are set out already, their screen starts by itself.
        if (event.type !== 'hotkey' || event.action !== 'start-stop' || isRecording.current || isOnRecord) return
        goTo({ screen: 'record', library: null, thread: null, replaces: null })
        void focusHost().catch(() => undefined)
      }),
    [isOnRecord],
  )
  return null
}
