import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const name = z.string().min(1)
const said = z.object({
  question: name,
  text: name,
  /** The sentences of the answer as they are spoken. */
  said: z.array(name).min(1),
  isBlocker: z.boolean().default(false),
})

const contentSchema = z.object({
  name,
  people: z.array(z.object({ id: name, name, timeZone: name, voice: name })).min(1),
  threads: z.array(
    z.object({
      id: name,
      name,
      madeBy: name,
      weekday: z.number().int(),
      dueMinutes: z.number().int(),
      replacesMinutes: z.number().int(),
      questions: z.array(
        z.object({ id: name, text: name, hint: z.string(), intent: z.enum(['plain', 'blocker', 'ask']) }),
      ),
    }),
  ),
  updates: z.array(
    z.object({
      author: name,
      thread: name,
      cyclesAgo: z.number().int().min(0),
      title: name,
      slides: z.array(name).min(1).max(5),
      answers: z.array(said).min(1),
      /** `me` is whoever looks around. */
      asks: z.array(z.object({ to: name, text: name })).default([]),
    }),
  ),
  comments: z.array(z.object({ author: name, on: name, atSec: z.number().nullable(), text: name })),
  decisions: z.array(
    z.object({ author: name, thread: name, on: name, atSec: z.number().nullable(), title: name, why: name }),
  ),
  path: z.object({
    author: name,
    title: name,
    about: name,
    sections: z.array(
      z.object({
        title: name,
        steps: z.array(
          z.union([
            z.object({ document: z.object({ title: name, text: name }), asksToConfirm: z.boolean().default(false) }),
            z.object({ update: name }),
          ]),
        ),
      }),
    ),
  }),
})

/** What the sample library tells: three people, two threads, and a path. */
export type SampleContent = z.infer<typeof contentSchema>
export type SampleUpdate = SampleContent['updates'][number]

/** Reads the sample's content, which is shipped with the app. */
export async function readSampleContent(rootDir: string): Promise<SampleContent> {
  const text = await readFile(join(rootDir, 'resources', 'sample-library', 'content.json'), 'utf8')
  return contentSchema.parse(JSON.parse(text))
}
