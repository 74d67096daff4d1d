import type { Command } from '../command.ts'
import { captions, captionsSetup } from './captions.ts'
import { collect } from './collect.ts'
import { compress } from './compress.ts'
import { duplicates } from './duplicates.ts'
import { exportSite } from './export.ts'
import { generate } from './generate.ts'
import { health } from './health.ts'
import { libraryCreate, libraryJoin, libraryList, person } from './library.ts'
import { mirror } from './mirror.ts'
import { pathImport } from './path-import.ts'
import { publish } from './publish.ts'
import { listDecisions, listDocuments, listPaths, listPeople, listThreads, listUpdates, search, show } from './read.ts'
import { repair } from './repair.ts'
import { serve } from './serve.ts'
import { share } from './share.ts'
import { takesClean, takesList } from './takes.ts'
import { verify } from './verify.ts'
import { comment, decisionCreate, withdraw } from './write.ts'

/** Every command, in the order of the help. */
export const commands: Command[] = [
  libraryCreate,
  libraryJoin,
  libraryList,
  person,
  publish,
  listUpdates,
  listThreads,
  listPaths,
  listDecisions,
  listDocuments,
  listPeople,
  show,
  comment,
  withdraw,
  decisionCreate,
  search,
  pathImport,
  exportSite,
  share,
  compress,
  captions,
  captionsSetup,
  takesList,
  takesClean,
  health,
  verify,
  duplicates,
  collect,
  mirror,
  repair,
  generate,
  serve,
]
