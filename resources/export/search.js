// The search of an export. The index stands in pieces that are loaded as scripts, since a page that was opened from a
// disk may read no other file. What people wrote is only ever set as text, never as markup.
globalThis.ownpaceSearch = (() => {
  const { ownpaceIndex, ownpaceTerms } = globalThis
  const { count, firstTerms, pieceStarts } = ownpaceIndex
  const folder = new URL('search/', document.currentScript.src)
  const shownMax = 50
  const piecesPerWordMax = 60
  const waiting = new Map()
  const loaded = new Map()

  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement('script')
          script.src = new URL(`${name}.js`, folder)
          script.onerror = () => reject(new Error(`${name} is missing`))
          waiting.set(name, resolve)
          document.head.append(script)
        }),
      )
    }
    return loaded.get(name)
  }

  function arrived(name, content) {
    waiting.get(name)?.(content)
    waiting.delete(name)
  }

  /** The numbers of the items whose terms begin like this, and whether the title has it. */
  async function itemsWith(term, isWhole) {
    const end = isWhole ? `${term}\u0000` : `${term}\uffff`
    const pieces = []
    for (let place = 0; place < firstTerms.length; place += 1) {
      const next = firstTerms[place + 1]
      if (firstTerms[place] < end && (next === undefined || next > term)) pieces.push(place)
    }
    const found = new Map()
    for (const rows of await Promise.all(pieces.slice(0, piecesPerWordMax).map((place) => load(`terms-${place}`)))) {
      for (const [word, all, inTitle] of rows) {
        if (word < term || word >= end) continue
        const weight = word === term ? 2 : 1
        each(all, (item) => found.set(item, Math.max(found.get(item) ?? 0, weight)))
        each(inTitle, (item) => found.set(item, Math.max(found.get(item) ?? 0, weight + 3)))
      }
    }
    return found
  }

  function each(steps, take) {
    let number = 0
    for (const step of steps) {
      number += step
      take(number)
    }
  }

  /** Items that have every word; the last one typed may be a beginning. The newest are numbered first. */
  async function find(query) {
    const runs = ownpaceTerms.runsOf(query)
    // the last of a run of pairs is one character, which only a run's end has
    const wanted = runs.flatMap(({ isPairs, terms }) =>
      isPairs && terms.length > 1
        ? terms.slice(0, -1).map((term) => ({ term, isWhole: true }))
        : terms.map((term) => ({ term, isWhole: !isPairs && term.length < 2 })),
    )
    if (wanted.length === 0) return { items: [], words: [] }
    const each = await Promise.all(wanted.map(({ term, isWhole }) => itemsWith(term, isWhole)))
    const [first, ...others] = each
    const scored = []
    for (const [item, score] of first) {
      let sum = score
      if (!others.every((other) => other.has(item))) continue
      for (const other of others) sum += other.get(item)
      // what is new counts up to half as much again as what is old
      scored.push({ item, score: sum * (1 + (0.5 * (count - item)) / count) })
    }
    scored.sort((a, b) => b.score - a.score || a.item - b.item)
    return { items: scored.map(({ item }) => item), words: runs.map(({ run }) => run) }
  }

  async function itemOf(number) {
    let piece = pieceStarts.length - 1
    while (pieceStarts[piece] > number) piece -= 1
    return (await load(`items-${piece}`))[number - pieceStarts[piece]]
  }

  function hasWord(line, words) {
    const folded = ownpaceTerms.runsOf(line).map(({ run }) => run)
    return words.some((word) => folded.some((run) => run.includes(word)))
  }

  function row([href, kind, title, note, lines], words) {
    const line = lines.find(([, text]) => hasWord(text, words))
    const second = line !== undefined && line[0] >= 0 ? line[0] : null
    const item = document.createElement('li')
    const link = document.createElement('a')
    link.href = second === null ? href : `${href}#t=${second}`
    link.textContent = title
    link.dir = 'auto'
    const about = document.createElement('p')
    about.className = 'note'
    about.textContent = [kind, note, second === null ? '' : `at ${clock(second)}`].filter(Boolean).join(' · ')
    item.append(link, about)
    if (line !== undefined) item.append(snippet(line[1], words))
    return item
  }

  /** The line around the word, with the word marked. */
  function snippet(text, words) {
    const around = document.createElement('p')
    around.className = 'said'
    around.dir = 'auto'
    const parts = text.split(/(?<=\s)|(?=\s)/u)
    const at = Math.max(
      0,
      parts.findIndex((part) => hasWord(part, words)),
    )
    const from = Math.max(0, at - 24)
    if (from > 0) around.append('… ')
    for (const part of parts.slice(from, at + 60)) {
      if (!hasWord(part, words)) around.append(part)
      else {
        const mark = document.createElement('mark')
        mark.textContent = part
        around.append(mark)
      }
    }
    if (parts.length > at + 60) around.append(' …')
    return around
  }

  function clock(seconds) {
    const two = (value) => String(value).padStart(2, '0')
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
    return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
  }

  const field = document.getElementById('query')
  const status = document.getElementById('found')
  const list = document.getElementById('hits')
  let turn = 0

  async function show() {
    turn += 1
    const mine = turn
    const query = field.value.trim()
    try {
      const { items, words } = query === '' ? { items: [], words: [] } : await find(query)
      const rows = await Promise.all(items.slice(0, shownMax).map(itemOf))
      if (mine !== turn) return
      list.replaceChildren(...rows.map((item) => row(item, words)))
      status.textContent = saysFound(query, items.length)
    } catch {
      if (mine !== turn) return
      list.replaceChildren()
      status.textContent = 'A part of the search index is missing. Export the library again to bring it back.'
    }
  }

  function saysFound(query, found) {
    if (query === '') return ''
    if (found === 0) return 'Nothing found. The beginning of each word is enough.'
    if (found > shownMax) return `${found} found, the ${shownMax} best are shown.`
    return found === 1 ? '1 found.' : `${found} found.`
  }

  document.getElementById('needs-script').remove()
  field.closest('form').hidden = false
  field.closest('form').addEventListener('submit', (event) => event.preventDefault())
  field.addEventListener('input', () => {
    history.replaceState(null, '', field.value === '' ? '#' : `#q=${encodeURIComponent(field.value)}`)
    show()
  })
  function fromAddress() {
    const asked = /^#q=(.*)$/.exec(location.hash)?.[1]
    if (asked === undefined) return
    try {
      field.value = decodeURIComponent(asked)
      show()
    } catch {
      // an address that was cut through asks for nothing
    }
  }
  addEventListener('hashchange', fromAddress)
  fromAddress()
  field.focus()

  return {
    terms: (number, rows) => arrived(`terms-${number}`, rows),
    items: (number, rows) => arrived(`items-${number}`, rows),
  }
})()
