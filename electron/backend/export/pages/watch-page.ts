import { type Chapter, chaptersOf, cuesByChapter } from '../../../../domain/captions/chapters.ts'
import type { Cue } from '../../../../domain/captions/cues.ts'
import { writeWebVtt } from '../../../../domain/captions/webvtt.ts'
import type { AnswerView, ThreadView, UpdateView, VideoItemView, VideoView } from '../../../../domain/views/records.ts'
import { type Html, html } from '../html.ts'
import type { ItemMedia, VideoLack } from '../item-media.ts'
import { beside, hrefTo, nameOf, type Site, secondMark } from '../site.ts'
import {
  counted,
  listed,
  questionLabel,
  writtenCycle,
  writtenLength,
  writtenLocalDate,
  writtenSize,
} from '../wording.ts'
import { commentsSection } from './comments-section.ts'
import { dataAddress, mark, page, said } from './layout.ts'

/** The page of one update or video: it plays where the video is here, and can be read in any case. */
export function watchPage(
  site: Site,
  { view, folder, media }: { view: UpdateView | VideoItemView; folder: string; media: ItemMedia },
): string {
  const thread = threadOf(site, view)
  const questions = new Map(thread?.questions.map(({ id, text }) => [id, questionLabel(text)]))
  const answers = view.kind === 'update' ? view.answers : []
  const chapters = chaptersOf({
    answers,
    titles: questions,
    marks: view.video?.marks,
    durationMs: view.video?.durationMs ?? 0,
  })
  const cues = media.captions[0]?.cues ?? []
  const title = titleOf(view)
  const words = html`${asks(site, view)}${answersList(site, answers, questions)}${
    view.kind === 'video' && view.about !== null && said(view.about)
  }`
  const column = html`${view.video !== null && film({ site, view, video: view.video, folder, media, chapters, title })}
<header class="title">
${mark(site, view.author)}
<div>
<h1 dir="auto">${title}</h1>
<p class="note">${byline(site, view)}</p>
</div>
</header>
${view.kind === 'update' && view.isNothing && html`<p class="note">Nothing to tell this time.</p>`}
<div class="words">${words}</div>
${commentsSection(site, view.id)}`
  const main =
    cues.length === 0
      ? html`<article class="single">${column}</article>`
      : html`<article class="split"><div class="column">${column}</div>
<aside aria-label="Words">${transcript(chapters, cues)}</aside></article>`
  return page(site, {
    folder,
    title,
    trail: trailOf(site, { view, thread, folder }),
    main,
    scripts: view.video === null ? [] : ['watch.js'],
    isWide: cues.length > 0,
  })
}

export function titleOf(view: UpdateView | VideoItemView): string {
  return view.title || (view.kind === 'update' ? 'Update' : 'Video')
}

function threadOf(site: Site, view: UpdateView | VideoItemView): ThreadView | null {
  const thread = view.kind === 'update' ? site.content.byId.get(view.thread) : undefined
  return thread?.kind === 'thread' ? thread : null
}

function trailOf(
  site: Site,
  { view, thread, folder }: { view: UpdateView | VideoItemView; thread: ThreadView | null; folder: string },
) {
  const cycle = view.kind === 'update' ? writtenCycle(view.cycle) : null
  return [
    ...(thread === null ? [] : [{ label: thread.name, href: hrefTo(site, { from: folder, id: thread.id }) }]),
    ...(cycle === null ? [] : [{ label: cycle, href: null }]),
  ]
}

function byline(site: Site, view: UpdateView | VideoItemView): string {
  const parts = [`${nameOf(site, view.author)}, ${site.wording.moment(view.atMs)}`]
  if (view.video !== null) parts.push(`${writtenLength(view.video.durationMs)} to watch`)
  if (view.editedAtMs !== null) parts.push(`edited ${site.wording.date(view.editedAtMs)}`)
  return parts.join(' · ')
}

interface FilmOptions {
  site: Site
  view: UpdateView | VideoItemView
  video: VideoView
  folder: string
  media: ItemMedia
  chapters: Chapter[]
  title: string
}

function film({ site, view, video, folder, media, chapters, title }: FilmOptions): Html {
  if (media.video === null || 'lack' in media.video) {
    const lack = media.video === null ? null : media.video.lack
    return html`<div class="film awaited"><p>${lack === null ? withoutMedia(site, view) : lackInWords(lack, video)}</p></div>
${chapterList(chapters)}`
  }
  // A page that is opened from a disk may not read a second file for its captions, so they stand in it.
  const tracks = media.captions.map(
    ({ language, cues }, place) =>
      html`<track kind="captions" srclang="${language}" label="${language}"${
        place === 0 && html` default`
      } src="${dataAddress('text/vtt', writeWebVtt(cues))}">`,
  )
  return html`<div class="film">
<video controls preload="metadata" playsinline aria-label="${title}" width="${video.width}" height="${video.height}"${
    media.poster !== null && html` poster="${beside(folder, 'poster.webp')}"`
  } src="${beside(folder, 'video.mp4')}">${tracks}<a href="${beside(folder, 'video.mp4')}">The video as a file</a></video>
<p class="broken" role="alert" hidden>This video cannot be played. The file may be damaged: it was ${writtenSize(video.sizeBytes)} when it was published.</p>
</div>
${chapterList(chapters)}`
}

function withoutMedia(site: Site, { video }: UpdateView | VideoItemView): string {
  const size = writtenSize(video?.sizeBytes ?? 0)
  return site.hasMedia
    ? `The video, ${size}, is not here.`
    : `The video, ${size}, was left out: this export has words only.`
}

/** Why a page has no video, with its size. */
function lackInWords(lack: VideoLack, { sizeBytes }: VideoView): string {
  const size = writtenSize(sizeBytes)
  switch (lack) {
    case 'not-here':
      return `The video, ${size}, had not arrived in the folder when this was exported.`
    case 'in-the-cloud':
      return `The video, ${size}, was only in the cloud when this was exported.`
    case 'damaged':
      return `The video, ${size}, is damaged in the library’s folder, so it was left out.`
    case 'let-go':
      return `The video, ${size}, was let go to save space; its words are kept.`
  }
}

function chapterList(chapters: Chapter[]): Html | null {
  const named = chapters.filter(({ title }) => title !== null)
  if (named.length === 0) return null
  return html`<ol class="chapters" aria-label="Chapters">${named.map(
    ({ title, startMs }) =>
      html`<li><a href="${secondMark(startMs)}" data-second="${startMs / 1000}"><span class="time">${writtenLength(startMs)}</span> <span dir="auto">${title}</span></a></li>`,
  )}</ol>
`
}

function asks(site: Site, view: UpdateView | VideoItemView): Html | null {
  if (view.kind !== 'update' || view.asks.length === 0) return null
  return html`<ul class="asks" aria-label="Asked">${view.asks.map(({ to, text, byWhen, answeredBy }) => {
    const names = listed(to.map((person) => nameOf(site, person)))
    const until = answeredBy === null ? `Asks ${names}, by ${writtenLocalDate(byWhen)}` : `Asked ${names}; answered`
    return html`<li${answeredBy !== null && html` class="answered"`}><span class="until">${until}</span> <span dir="auto">${text}</span></li>`
  })}</ul>
`
}

function answersList(site: Site, answers: readonly AnswerView[], questions: ReadonlyMap<string, string>): Html | null {
  const shown = answers.filter(({ text, startMs }) => text !== null || startMs !== null)
  if (shown.length === 0) return null
  return html`<dl class="answers">${shown.map(({ question, text, startMs, isBlocker, clearedAtMs }) => {
    const time =
      startMs !== null &&
      html`<a class="time" href="${secondMark(startMs)}" data-second="${startMs / 1000}">${writtenLength(startMs)}</a> `
    const flag =
      isBlocker &&
      html` <span class="flag">${clearedAtMs === null ? 'in the way' : `no longer in the way since ${site.wording.date(clearedAtMs)}`}</span>`
    return html`<div><dt>${time}<span dir="auto">${questions.get(question) ?? 'A question asked then'}</span>${flag}</dt>
<dd>${text === null ? html`<p class="note">Said, not written out.</p>` : said(text)}</dd></div>`
  })}</dl>
`
}

/** What is said, chapter by chapter. Each line is the anchor of its second, so that a link finds it without any script. */
function transcript(chapters: Chapter[], cues: readonly Cue[]): Html {
  const anchored = new Set<string>()
  const line = ({ startMs, text }: Cue): Html => {
    const anchor = secondMark(startMs).slice(1)
    const isFirst = !anchored.has(anchor)
    anchored.add(anchor)
    return html`<li${isFirst && html` id="${anchor}"`}><a href="#${anchor}" data-second="${startMs / 1000}"><span class="time">${writtenLength(startMs)}</span> <span dir="auto">${text}</span></a></li>`
  }
  return html`<h2 class="label">Words <span class="note">${counted(cues.length, 'line', 'lines')}</span></h2>
${cuesByChapter(chapters, cues).map(
  ({ chapter, cues: inChapter }) =>
    html`<section>${chapter.title !== null && html`<h3 dir="auto">${chapter.title}</h3>`}
<ol class="cues">${inChapter.map(line)}</ol></section>`,
)}`
}
