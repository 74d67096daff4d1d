import { copyFile, link, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { base32 } from '../../../domain/library/base32.ts'
import { digestSchema, libraryIdSchema, nonceSchema } from '../../../domain/library/ids.ts'
import { requestSchema } from '../../../domain/requests/requests.ts'
import type { RandomBytes } from '../ports.ts'
import type { SignedBatch } from './batch-writing.ts'
import { type Plan, planSchema } from './plan.ts'
import { libraryProfileDir, replaceFile, syncFolder } from './profile-files.ts'

const idSchema = z.string().regex(/^[a-z2-7]{16}$/)

const outboxEntrySchema = z.object({
  id: idSchema,
  /** Entries are published in this order. */
  order: z.number().int().min(0),
  library: libraryIdSchema,
  subject: z.string(),
  nonce: nonceSchema.optional(),
  /** Null for what founding or joining a library says; that is planned when it is put here. */
  request: requestSchema.nullable(),
  title: z.string(),
  /** Said by another life of this profile; only files that are missing there are still brought. */
  isPublishedElsewhere: z.boolean().optional(),
  publishAtMs: z.number().int(),
  video: z
    .object({
      prepared: z.string(),
      durationMs: z.number(),
      width: z.number(),
      height: z.number(),
      hasSound: z.boolean(),
      hasPoster: z.boolean(),
      hasStoryboard: z.boolean().default(false),
    })
    .nullable(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>

const signedSchema = z.object({
  path: z.string(),
  text: z.string(),
  position: z.object({
    seq: z.number().int().min(1),
    hash: digestSchema,
    time: z.tuple([z.number().int(), z.number().int()]),
  }),
})

/** The outbox of one library on the disk: `<profile>/libraries/<library>/outbox/<entry>/`. */
export interface OutboxStore {
  newId(): string
  /** Keeps an entry with its files; once this resolves nothing of it is lost. `files` maps names to absolute paths. */
  add(entry: OutboxEntry, content: { files: Record<string, string>; plan: Plan | null }): Promise<void>
  update(entry: OutboxEntry): Promise<void>
  /** In their order. What cannot be read as an entry is left alone. */
  list(): Promise<OutboxEntry[]>
  filePath(id: string, name: string): string
  plan(id: string): Promise<Plan | null>
  keepPlan(id: string, plan: Plan): Promise<void>
  forgetPlan(id: string): Promise<void>
  signed(id: string): Promise<SignedBatch | null>
  keepSigned(id: string, batch: SignedBatch): Promise<void>
  forgetSigned(id: string): Promise<void>
  remove(id: string): Promise<void>
}

export async function openOutboxStore({
  profileDir,
  library,
  randomBytes,
  log,
}: {
  profileDir: string
  library: string
  randomBytes: RandomBytes
  log: (line: string) => void
}): Promise<OutboxStore> {
  const root = join(libraryProfileDir(profileDir, library), 'outbox')
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const name of await readdir(root)) {
    // an entry half made or half removed when the last run ended
    if (name.startsWith('.')) await rm(join(root, name), { recursive: true, force: true })
  }
  const dirOf = (id: string): string => join(root, idSchema.parse(id))

  return {
    newId: () => base32(randomBytes(10)),
    async add(entry, { files, plan }) {
      const making = join(root, `.making-${entry.id}`)
      await mkdir(making, { mode: 0o700 })
      try {
        for (const [name, source] of Object.entries(files)) await keepFile(source, join(making, name))
        if (plan) await replaceFile(join(making, 'plan.json'), JSON.stringify(plan))
        await replaceFile(join(making, 'entry.json'), JSON.stringify(entry))
        await rename(making, dirOf(entry.id))
        await syncFolder(root)
      } catch (error) {
        await rm(making, { recursive: true, force: true })
        throw error
      }
    },
    update: (entry) => replaceFile(join(dirOf(entry.id), 'entry.json'), JSON.stringify(entry)),
    async list() {
      const entries: OutboxEntry[] = []
      for (const name of await readdir(root)) {
        if (!idSchema.safeParse(name).success) continue
        try {
          entries.push(outboxEntrySchema.parse(JSON.parse(await readFile(join(root, name, 'entry.json'), 'utf8'))))
        } catch (error) {
          log(`an entry of the outbox cannot be read and is left alone: ${String(error)}`)
        }
      }
      return entries.sort((a, b) => a.order - b.order)
    },
    filePath: (id, name) => join(dirOf(id), name),
    plan: (id) => readIfThere(join(dirOf(id), 'plan.json'), planSchema),
    keepPlan: (id, plan) => replaceFile(join(dirOf(id), 'plan.json'), JSON.stringify(plan)),
    forgetPlan: (id) => rm(join(dirOf(id), 'plan.json'), { force: true }),
    signed: (id) => readIfThere(join(dirOf(id), 'signed.json'), signedSchema),
    keepSigned: (id, batch) => replaceFile(join(dirOf(id), 'signed.json'), JSON.stringify(batch)),
    forgetSigned: (id) => rm(join(dirOf(id), 'signed.json'), { force: true }),
    async remove(id) {
      const gone = join(root, `.gone-${id}`)
      await rename(dirOf(id), gone)
      await rm(gone, { recursive: true, force: true })
    },
  }
}

/** A second name for the same bytes where the disk can, so that keeping a long video costs nothing. */
async function keepFile(source: string, target: string): Promise<void> {
  await link(source, target).catch(() => copyFile(source, target))
}

async function readIfThere<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
