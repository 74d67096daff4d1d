import { useEffect, useMemo, useRef, useState } from 'react'
import { chaptersOf } from '../../../domain/captions/chapters.ts'
import { placeInVideo } from '../../../domain/retime.ts'
import type { MomentView } from '../../../domain/views/records.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { setPrivate } from '../../cache/private.ts'
import { createPlayback, usePlayback } from '../../playback/playback.ts'
import { SplitLayout } from '../../ui/page.tsx'
import { Stack } from '../../ui/row.tsx'
import { HiddenBand } from '../people/hidden-band.tsx'
import { Disputes } from '../versions/disputes.tsx'
import { Asks } from './asks.tsx'
import { CommentBox } from './comment-box.tsx'
import { CommentList, type CommentsOn, type SentComment } from './comments.tsx'
import { LetGoVideo } from './let-go-video.tsx'
import { marksOf } from './marks.ts'
import { msInVideo } from './moments.ts'
import { AwaitedVideo, Player } from './player.tsx'
import { type InQueue, UpNext } from './queue.tsx'
import { ReadWords } from './read-words.tsx'
import { SideTabs } from './side-tabs.tsx'
import { TitleBlock } from './title-block.tsx'
import { useCaptions } from './use-captions.ts'
import { usePlayerChoices } from './use-player-choices.ts'
import { useSavedPosition } from './use-saved-position.ts'
import { useWatchKeys } from './use-watch-keys.ts'
import css from './watch.module.css'
import { answersOf, questionTitles, type WatchPlace } from './watch-place.ts'
import { WhereLine } from './where-line.tsx'

interface WatchingProps {
  place: WatchPlace
  queue: InQueue | null
  startMs: number
  /** The second that the address asks for. */
  atMs: number | null
  isReading: boolean
  isSeen: boolean
  settings: Pick<Settings, 'playbackSpeed' | 'captionsOn'>
}

/** The watch screen of one update or video, with everything around it known. */
export function Watching({ place, queue, startMs, atMs, isReading, isSeen, settings }: WatchingProps) {
  const { library, view, thread, people, comments, isMine } = place
  const { video } = view
  const durationMs = video?.durationMs ?? 0
  const [playback] = useState(() =>
    createPlayback({
      startMs,
      durationMs,
      speed: settings.playbackSpeed,
      startsPlaying: !isReading && (queue !== null || atMs !== null),
    }),
  )
  const choices = usePlayerChoices({
    ...{ playback, library: library.id, item: view.id, video, settings },
    isSkippingMeant: queue !== null,
  })
  const [sent, setSent] = useState<readonly SentComment[]>([])
  const [isStaying, setStaying] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  const film = useRef<HTMLDivElement>(null)
  const cues = useCaptions({ library: library.id, item: view.id, video })
  const chapters = useMemo(
    () => chaptersOf({ answers: answersOf(view), titles: questionTitles(thread), marks: video?.marks, durationMs }),
    [view, thread, video, durationMs],
  )
  useSavedPosition({ playback, library: library.id, item: view.id, version: video?.version ?? null })
  const isEnded = usePlayback(playback, (state) => state.isEnded)

  const markSeen = (isNowSeen: boolean): void => {
    const keys = { [`seen:${library.id}:${view.id}`]: isNowSeen ? view.version : null }
    void setPrivate(isNowSeen ? { ...keys, [`later:${library.id}:${view.id}`]: null } : keys)
  }
  /** Going through a queue, what has been taken in leads on to the next. */
  const toggleSeen = (): void => {
    markSeen(queue !== null || !isSeen)
    queue?.goOn()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: reaching the end is what marks it
  useEffect(() => {
    if (isEnded && !isMine) markSeen(true)
    if (!isEnded) setStaying(false)
  }, [isEnded])

  // Another second of the same video, asked for by a link.
  const shownAtMs = useRef(atMs)
  useEffect(() => {
    if (atMs === null || atMs === shownAtMs.current) return
    shownAtMs.current = atMs
    playback.seek(atMs)
  }, [atMs, playback])

  const toggleReading = (): void => {
    if (video === null) return
    const route = { screen: 'watch', library: library.id, item: view.id, atMs, isQueue: queue !== null } as const
    goTo({ ...route, isReading: !isReading }, { replace: true })
  }
  useWatchKeys({
    playback,
    durationMs,
    hasVideo: video?.isHere === true,
    ...{ film, chapters, choices },
    onSeen: isMine && queue === null ? null : toggleSeen,
    onComment: () => box.current?.focus(),
    onNext: queue === null ? null : queue.goOn,
    onRead: toggleReading,
  })

  const msOf: CommentsOn['msOf'] = (moment) => msInVideo(moment, { video, version: view.version })
  const isGone = (moment: MomentView): boolean =>
    placeInVideo(moment, { video, version: view.version })?.isGone === true
  const commentsOn: CommentsOn = { ...place, msOf, isGone, onSeek: playback.seek }
  const marks = marksOf({ comments, people, msOf })
  const shownVideo =
    video === null ? null : video.isHere ? (
      <div ref={film}>
        <Player
          library={library.id}
          item={view.id}
          video={video}
          playback={playback}
          chapters={chapters}
          cues={cues}
          marks={marks}
          choices={choices}
          isSmall={isReading}
        />
      </div>
    ) : video.letGo ? (
      <LetGoVideo library={library.id} item={view.id} video={video} months={thread?.keepVideosMonths ?? null} />
    ) : (
      <AwaitedVideo
        words={text('common.video-not-here-size', { size: writtenSize(video.sizeBytes) })}
        isSmall={isReading}
      />
    )
  const words = { place, playback, chapters, cues }
  return (
    <SplitLayout
      sideLabel={text('watch.parts')}
      side={
        <div className={css.side}>
          {isReading && shownVideo}
          <SideTabs
            {...words}
            commentsOn={commentsOn}
            isReading={isReading}
            onToggleReading={video === null ? null : toggleReading}
          />
        </div>
      }
    >
      <div className={css.main}>
        <WhereLine place={place} queue={queue} />
        <HiddenBand library={library.id} view={view} />
        <Disputes library={library.id} view={view} canKeep={isMine} questions={thread?.questions} />
        {!isReading && shownVideo}
        {isEnded && queue !== null && !isStaying && <UpNext queue={queue} onStay={() => setStaying(true)} />}
        <TitleBlock
          place={place}
          playback={playback}
          isSeen={isSeen}
          leadsOn={queue?.next != null}
          onSeen={toggleSeen}
        />
        {isReading && <ReadWords {...words} />}
        <Stack gap={4} className={css.below}>
          <Asks place={place} />
          <CommentList on={commentsOn} sent={sent} />
          <CommentBox
            ref={box}
            library={library.id}
            item={view.id}
            version={view.version}
            timed={video === null ? null : { playback, version: video.version }}
            onSent={(comment) => setSent((before) => [...before, comment])}
          />
        </Stack>
      </div>
    </SplitLayout>
  )
}
