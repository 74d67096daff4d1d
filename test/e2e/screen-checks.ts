import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const designSize = { width: 1280, height: 800 }
const smallSize = { width: 940, height: 600 }

/** What is wrong with the page as it stands, in both themes and at both sizes, and by keyboard alone. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  const grounds = new Set<string>()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    faults.push(...(await seriousFindings(page)).map((finding) => `${colorScheme}: ${finding}`))
    grounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
  }
  if (grounds.size < 2) faults.push('dark looks like light')
  faults.push(...(await overflowing(page)))
  await page.setViewportSize(smallSize)
  await standsStill(page)
  faults.push(...(await overflowing(page)).map((finding) => `at ${smallSize.width} px: ${finding}`))
  await page.setViewportSize(designSize)
  return [...faults, ...(await keyboardFaults(page))]
}

/** Waits until nothing is being fetched, the types are loaded, and whatever moves has come to its end. */
async function standsStill(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.body.textContent.includes('Fetching what is on this device'))
  await page.evaluate(async () => {
    await document.fonts.ready
    // What begins to move does so a frame after its cause, and what ends may let something else begin.
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    for (;;) {
      await nextFrame()
      await nextFrame()
      const finite = document.getAnimations().filter((each) => each.effect?.getTiming().iterations !== Infinity)
      if (finite.length === 0) break
      await Promise.all(finite.map((each) => each.finished.catch(() => null)))
    }
  })
}

/** What axe finds serious or critical in the page as it is drawn, once nothing moves or fades in any more. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await standsStill(page)
  // both come as text: the first is the test's own script, the second names what only the page knows
  await page.evaluate(`window.axe === undefined && (() => { ${axe.source} })()`)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`))
}

/** What is wider than the window it stands in; the page itself, or the part that holds a screen. */
async function overflowing(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const parts = [document.documentElement, ...document.querySelectorAll('main')]
    return parts
      .filter((part) => part.scrollWidth > part.clientWidth)
      .map((part) => {
        const right = part.getBoundingClientRect().left + part.clientWidth
        const widest = [...part.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > right + 1)
        const names = widest.slice(0, 4).map((each) => `${each.localName}.${each.className}`)
        return `${part.localName} is ${part.scrollWidth - part.clientWidth} px too wide: ${names.join(', ')}`
      })
  })
}

/** What the keyboard does not reach, and what does not show that it has the focus. */
async function keyboardFaults(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    getSelection()?.removeAllRanges()
  })
  const faults = new Set<string>()
  const reached = new Set<string>()
  let last = ''
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(focused)
    if (found === null) break
    // a field for a time has a stop for the hours and one for the minutes
    if (reached.has(found.path) && found.path !== last) break
    reached.add(found.path)
    last = found.path
    if (!found.isShown) faults.add(`the focus does not show on ${found.name}`)
  }
  const primaries = await page.evaluate(primaryButtons)
  for (const { path, name } of primaries) if (!reached.has(path)) faults.add(`Tab does not reach ${name}`)
  return [...faults]
}

/** Runs in the page. What has the focus, and whether an outline or a shadow says so on it or on the frame around it. */
function focused(): { path: string; name: string; isShown: boolean } | null {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return null
  const pathOf = (each: Element): string => {
    const above = each.parentElement
    return above === null ? '' : `${pathOf(above)}/${[...above.children].indexOf(each)}`
  }
  const isOutlined = (each: Element | null): boolean => {
    if (each === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || isOutlined(each.parentElement)
  }
  // in a list that is narrowed by typing, the line that Enter would choose is what stands out
  const chosen = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')
  const isShown =
    isOutlined(element) || getComputedStyle(element).boxShadow !== 'none' || chosen?.checkVisibility() === true
  const name = `${element.localName} “${element.ariaLabel ?? element.textContent.slice(0, 40)}” ${element.className}`
  return { path: pathOf(element), name, isShown }
}

/** Runs in the page. The filled buttons of the screen that can be pressed. */
function primaryButtons(): { path: string; name: string }[] {
  const pathOf = (each: Element): string => {
    const above = each.parentElement
    return above === null ? '' : `${pathOf(above)}/${[...above.children].indexOf(each)}`
  }
  return (
    [...document.querySelectorAll<HTMLElement>('main :is(button, a)[class*="_primary_"]')]
      .filter((each) => !each.matches(':disabled') && each.checkVisibility())
      // a dialog that is open keeps the focus to itself
      .filter((each) => each.closest('[aria-hidden="true"], [inert]') === null)
      .map((each) => ({ path: pathOf(each), name: `the button “${each.textContent}”` }))
  )
}
