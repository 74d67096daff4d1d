import type { RecordingNews } from '../../../electron/backend/ports.ts'

export interface NewsSender {
  send(news: RecordingNews | null): void
}

/**
 * Sends news in their order, one at a time, and only what has changed. What could not be said is said with the next
 * news, and those come at least once a second.
 */
export function createNewsSender(tell: (news: RecordingNews | null) => Promise<void>): NewsSender {
  let told = 'null'
  let next: RecordingNews | null = null
  let isTelling = false
  const run = async (): Promise<void> => {
    isTelling = true
    while (JSON.stringify(next) !== told) {
      const news = next
      try {
        await tell(news)
        told = JSON.stringify(news)
      } catch {
        break
      }
    }
    isTelling = false
  }
  return {
    send(news) {
      next = news
      if (!isTelling) void run()
    },
  }
}
