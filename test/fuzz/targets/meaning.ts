import type { JsonValue } from '../../../domain/json.ts'
import { type Authority, foldAuthority } from '../../../domain/library/authority.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { hasEscapedName } from '../../../domain/library/escaped-names.ts'
import { foldRecord, type RecordState } from '../../../domain/library/fold.ts'
import type { SignedOperation } from '../../../domain/library/operation.ts'
import { digestsIn } from '../../../domain/library/words.ts'
import { projectRecord } from '../../../domain/projection/project.ts'
import { searchableOf } from '../../../domain/projection/searchable.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import { sha256OfText } from '../../../electron/backend/library/sha256.ts'
import { mutatedJson } from '../mutate.ts'
import type { Random } from '../random.ts'
import { must, mustEqual, target } from '../target.ts'
import { marker, operations, subjects, words } from './corpus.ts'

const founder = marker.founder
const authority = foldAuthority(operations, founder)
const strangers = ['a'.repeat(26), 'z'.repeat(26)]
const kinds = [
  ...new Set(operations.map(({ kind }) => kind)),
  'update.hidden',
  'thread.person:constructor',
  'comment.deleted',
]

const foldOf = (subject: string, ops: SignedOperation[], by: Authority = authority): RecordState | null =>
  foldRecord({ subject, operations: ops, authority: by, sha256: sha256OfText })

function plain(state: RecordState | null): unknown {
  return state && { ...state, fields: [...state.fields].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

/** Operations that nobody wrote, by the golden library's writers or by strangers. */
function invented(random: Random, writers: readonly string[]): SignedOperation[] {
  return Array.from({ length: 1 + random.below(6) }, (_, place) => {
    const like = random.pick(operations)
    return {
      ...like,
      kind: random.oneIn(2) ? random.pick(kinds) : like.kind,
      subject: random.oneIn(3) ? random.pick(subjects) : like.subject,
      body: mutatedJson(random, like.body),
      supersedes: random.oneIn(2)
        ? random
            .shuffled(operations)
            .slice(0, random.below(20))
            .map(({ id }) => id)
        : [],
      id: `${'q'.repeat(20)}${String(random.below(999_999)).padStart(6, '2')}.${place}`,
      writer: random.pick(writers),
      seq: random.below(20),
      time: [
        random.pick([0, like.time[0], like.time[0] + 1, 2_209_021_201_000, Number.MAX_SAFE_INTEGER]),
        random.below(3),
      ],
    }
  })
}

/** The fold of a record: the same in any order and with duplicates, and strangers change nothing that is another's. */
export const fold = target({
  name: 'fold',
  make: (random) => ({ subject: random.pick(subjects), said: invented(random, strangers) }),
  check({ subject, said }, random) {
    const before = foldOf(
      subject,
      operations.filter((operation) => operation.subject === subject),
    )
    const all = [...operations, ...said].filter((operation) => operation.subject === subject)
    const state = foldOf(subject, all)
    mustEqual(
      plain(foldOf(subject, random.shuffled([...all, ...all]))),
      plain(state),
      'order and duplicates change nothing',
    )
    const isOpen = ['thread', 'path', 'document', 'poll'].includes(before?.record ?? '')
    if (before?.maker && !isOpen) mustEqual(plain(state), plain(before), 'strangers change nothing of another’s')
  },
})

/** Who speaks for whom: the same in any order, and nobody gains it by saying so. */
export const whoSpeaks = target({
  name: 'authority',
  make: (random) => invented(random, strangers),
  check(said, random) {
    const all = [...operations, ...said]
    const [one, other] = [foldAuthority(all, founder), foldAuthority(random.shuffled([...all, ...said]), founder)]
    for (const writer of [...strangers, ...operations.map((operation) => operation.writer)]) {
      must(one.personOf(writer) === other.personOf(writer), 'order changes no one’s person')
      must(
        one.isOwner(writer) === other.isOwner(writer) && one.isClosed(writer) === other.isClosed(writer),
        'nor rights',
      )
    }
    for (const writer of new Set(operations.map((operation) => operation.writer))) {
      must(one.personOf(writer) === authority.personOf(writer), 'a stranger changes no one’s person')
      must(one.isClosed(writer) === authority.isClosed(writer), 'a stranger closes no one')
    }
    must(
      strangers.every((writer) => !one.isOwner(writer)),
      'nobody makes themselves an owner',
    )
  },
})

/** What screens read: never a throw, whatever bodies hold, and only folders within the library. */
export const projection = target({
  name: 'projection',
  make: (random) => ({
    subject: random.pick(subjects),
    said: invented(
      random,
      operations.map(({ writer }) => writer),
    ),
  }),
  check({ subject, said }) {
    // each body stands, in turn, for one that the maker wrote
    const own = operations.filter((operation) => operation.subject === subject)
    const state = foldOf(subject, [...own, ...said.map((operation) => ({ ...operation, subject }))])
    if (!state) return
    const projected = projectRecord(state, {
      words: ({ words: digest }) => words.get(digest) ?? null,
      pointingHere: [],
      isHere: () => false,
      sha256: sha256OfText,
      personOf: (writer) => writer,
      showsHidden: true,
      keepVideosMonths: () => 3,
      nowMs: Date.UTC(2026, 10, 22),
    })
    if (projected) {
      searchableOf(projected.view, projected.text)
      must(JSON.stringify(projected.view).length > 0, 'a view can be sent')
    }
    for (const { folder, assets } of folderVersions(state, sha256OfText)) {
      for (const path of [folder, ...assets.map((asset) => `${asset.folder}/${asset.name}`)]) {
        must(
          /^media\/[0-9]{4}\/[0-9]{2}\/[a-z0-9-]+(\/[a-z0-9-]+\.[a-z0-9]+)?$/.test(path),
          'paths stay in the library',
        )
        must(path.length <= 140, 'paths stay short')
      }
    }
  },
})

/** Canonical JSON: one text, which reads back as itself; only what is no whole number is refused. */
export const canonical = target({
  name: 'canonical JSON',
  make: (random) => mutatedJson(random, mutatedJson(random, random.pick(operations).body)),
  check(value: JsonValue) {
    // such names are refused before anybody reads them
    if (hasEscapedName(JSON.stringify(value))) return
    let text: string
    try {
      text = canonicalJson(value)
    } catch (error) {
      if (error instanceof RangeError) return
      throw error
    }
    must(canonicalJson(JSON.parse(text)) === text, 'it reads back as itself')
    must(
      digestsIn(value).every((digest) => /^[a-z2-7]{52}$/.test(digest)),
      'digests are digests',
    )
  },
})
