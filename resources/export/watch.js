// A page with a video: its seconds lead into it, the line being said is marked, and a broken video says so.
;(() => {
  const video = document.querySelector('video')
  if (video === null) return
  const broken = document.querySelector('.broken')
  const cues = [...document.querySelectorAll('.cues a')].map((link) => ({ link, second: Number(link.dataset.second) }))
  const reducesMotion = matchMedia('(prefers-reduced-motion: reduce)').matches
  let now = null

  function seek(second, plays) {
    video.currentTime = second
    if (plays) video.play().catch(() => undefined)
  }

  function fromAddress(plays) {
    const second = /^#t=(\d+)$/.exec(location.hash)?.[1]
    if (second === undefined) return
    seek(Number(second), plays)
    document.querySelector('.film').scrollIntoView({ block: 'nearest' })
  }

  for (const link of document.querySelectorAll('a[data-second]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      seek(Number(link.dataset.second), true)
      history.replaceState(null, '', link.getAttribute('href'))
      document.querySelector('.film').scrollIntoView({ block: 'nearest' })
    })
  }

  video.addEventListener('timeupdate', () => {
    const said = cues.findLast(({ second }) => second <= video.currentTime + 0.05)?.link ?? null
    if (said === now) return
    now?.removeAttribute('aria-current')
    said?.setAttribute('aria-current', 'true')
    now = said
    const column = said?.closest('aside')
    if (!column || video.paused || column.scrollHeight <= column.clientHeight) return
    const [box, around] = [said.getBoundingClientRect(), column.getBoundingClientRect()]
    if (box.top >= around.top + 48 && box.bottom <= around.bottom - 48) return
    const top = box.top - around.top - around.height / 3
    column.scrollBy({ top, behavior: reducesMotion ? 'auto' : 'smooth' })
  })

  function sayBroken() {
    if (broken !== null) broken.hidden = false
  }
  video.addEventListener('error', sayBroken)
  if (video.error !== null) sayBroken()
  addEventListener('hashchange', () => fromAddress(true))
  fromAddress(false)
})()
