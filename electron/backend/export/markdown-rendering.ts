import { Worker } from 'node:worker_threads'
import { type Html, html, sanitised } from './html.ts'

const timeLimitMs = 20_000

/** Renders Markdown away from the thread that answers the page, one text after the other. */
export interface MarkdownRendering {
  render(source: string): Promise<Html>
  close(): Promise<void>
}

/**
 * Starts a thread that renders. A document of 370,000 characters took it 6 s, and text can be made on which any parser of
 * Markdown takes hours: what is not done within the time limit stands as it was typed.
 */
export function openMarkdownRendering({
  workerUrl,
  limitMs = timeLimitMs,
}: {
  workerUrl: URL
  limitMs?: number | undefined
}): MarkdownRendering {
  let worker: Worker | null = null

  function stop(): Promise<unknown> {
    const stopping = worker?.terminate() ?? Promise.resolve()
    worker = null
    return stopping
  }

  function answerOf(source: string): Promise<string | null> {
    worker ??= new Worker(workerUrl)
    const asked = worker
    return new Promise((resolve) => {
      const end = (markup: string | null): void => {
        clearTimeout(timer)
        asked.off('message', end).off('error', fail).off('exit', fail)
        resolve(markup)
      }
      const fail = (): void => end(null)
      const timer = setTimeout(fail, limitMs)
      asked.on('message', end).on('error', fail).on('exit', fail)
      asked.postMessage(source)
    })
  }

  return {
    async render(source) {
      const markup = await answerOf(source)
      if (markup !== null) return sanitised(markup)
      await stop()
      return html`<pre class="typed">${source}</pre>`
    },
    close: async () => {
      await stop()
    },
  }
}
