import { Failure } from '../../../domain/failure.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, libraryOption, textOption } from '../command.ts'
import { chosenLibrary, findRecord, perform } from '../libraries.ts'

export const comment: Command = {
  words: 'comment',
  aliases: ['comment write', 'comment create'],
  operands: ['ID'],
  summary: 'Comment on an item, at a second of its video or on the whole.',
  options: {
    at: { type: 'string', value: 'SEC', help: 'The second of the video; left out for the whole.' },
    text: { type: 'string', value: 'S', isRequired: true, help: 'What you want to say.' },
    library: libraryOption,
  },
  async run(context) {
    const at = textOption(context.options, 'at')
    const atSec = at === null ? null : Number(at)
    if (atSec !== null && !(Number.isFinite(atSec) && atSec >= 0)) throw wrongUsage('--at takes seconds, such as 41.')
    const { library, view } = await findRecord(context, context.operands[0] ?? '')
    const version = 'version' in view ? view.version : null
    const id = await perform(context, library, {
      request: 'comment.write',
      on: { item: view.id, version, ms: atSec === null ? null : Math.round(atSec * 1000) },
      text: textOption(context.options, 'text') ?? '',
      answersAsk: null,
    })
    return { value: { id, on: view.id, atSec }, text: `Commented: ${id}` }
  },
}

const withdrawable = new Set(['update', 'comment', 'decision', 'document', 'video', 'path', 'problem'])

export const withdraw: Command = {
  words: 'withdraw',
  aliases: ['update withdraw', 'comment withdraw', 'decision withdraw', 'document withdraw', 'video withdraw'],
  operands: ['ID'],
  summary: 'Take back an item of yours: gone from the folder at once. Copies made elsewhere cannot be recalled.',
  options: { library: libraryOption },
  async run(context) {
    const { library, view } = await findRecord(context, context.operands[0] ?? '')
    if (!withdrawable.has(view.kind)) {
      throw new Failure({ code: 'not-allowed', message: `A ${view.kind} cannot be withdrawn.` })
    }
    await perform(context, library, { request: 'withdraw', id: view.id })
    return {
      value: { id: view.id, withdrawn: true },
      text: 'Withdrawn: gone from the folder. Copies that were made elsewhere cannot be recalled.',
    }
  },
}

export const decisionCreate: Command = {
  words: 'decision create',
  aliases: ['create decision', 'decision write'],
  operands: [],
  summary: 'Write down what was decided, and why.',
  options: {
    library: libraryOption,
    title: { type: 'string', value: 'T', isRequired: true, help: 'What was decided.' },
    why: { type: 'string', value: 'S', isRequired: true, help: 'Why.' },
  },
  async run(context) {
    const library = await chosenLibrary(context)
    const title = textOption(context.options, 'title') ?? ''
    const id = await perform(context, library, {
      request: 'decision.write',
      title,
      why: textOption(context.options, 'why') ?? '',
      thread: null,
      evidence: [],
      decidedBy: [library.me],
      replaces: null,
    })
    return { value: { id, title }, text: `Decided: ${title} (${id})` }
  },
}
