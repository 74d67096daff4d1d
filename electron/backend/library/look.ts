import { Failure } from '../../../domain/failure.ts'
import type { RandomBytes } from '../ports.ts'
import type { Outbox } from './outbox.ts'
import type { Upkeep } from './upkeep.ts'
import { drawWriterKey, type Writer } from './writer-key.ts'

/** Who looks at a library without joining it: nobody in it. The name is drawn and kept nowhere, and signs nothing. */
export function onlooker({ founder, randomBytes }: { founder: string; randomBytes: RandomBytes }): Writer {
  return {
    id: drawWriterKey(randomBytes).id,
    founder,
    claims: null,
    position: null,
    earlier: [],
    renewal: null,
    sign: () => {
      throw onlyLookedAt()
    },
    advance: refuse,
    keepRenewal: refuse,
    finishRenewal: refuse,
  }
}

/** The outbox of a library that is only looked at: always empty, and nothing comes into it. */
export function closedOutbox(): Outbox {
  return {
    request: refuse,
    addPlanned: refuse,
    list: () => [],
    has: () => false,
    undo: refuse,
    now: refuse,
    wake: () => undefined,
    checkForCopies: () => undefined,
    settled: async () => undefined,
    close: async () => undefined,
  }
}

/** The upkeep of a library that is only looked at: none. */
export function noUpkeep(): Upkeep {
  return {
    run: refuse,
    news: () => undefined,
    collectable: async () => [],
    collect: refuse,
    close: async () => undefined,
  }
}

async function refuse(): Promise<never> {
  throw onlyLookedAt()
}

function onlyLookedAt(): Failure {
  return new Failure({
    code: 'not-allowed',
    message: 'This library is only looked at here.',
    kept: 'Nothing was written into its folder.',
    remedy: 'Join it first, then write.',
  })
}
