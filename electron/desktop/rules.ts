/** Where the page lives in the desktop. */
export const appScheme = 'app'
const appHost = 'ownpace'
export const appUrl = `${appScheme}://${appHost}/`
/** The same page, as the small control of a recording. */
export const controlUrl = `${appUrl}#/control`

/** Whether an address belongs to our own origin. Parsed, because `app://ownpace.evil` also starts like ours. */
export function isOwnUrl(text: string): boolean {
  const url = parseUrl(text)
  return url?.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
}

/** Whether the window may go to an address: only to the page itself; its routes are behind `#`. */
export function isOwnPage(text: string): boolean {
  return isOwnUrl(text) && parseUrl(text)?.pathname === '/'
}

/** The address as it may be opened outside, in the person's own browser: https, without a login in it; else null. */
export function openableLink(text: string): string | null {
  const url = parseUrl(text)
  const isOpenable = url?.protocol === 'https:' && url.username === '' && url.password === ''
  return isOpenable ? url.href : null
}

const grantedPermissions = new Set([
  'media',
  'display-capture',
  'fullscreen',
  'clipboard-sanitized-write',
  'speaker-selection',
])

/**
 * Whether a permission is granted: those of the list, to the main frame of our own origin in the window itself, and to
 * nothing else. The small control needs none.
 */
export function isGranted({
  permission,
  requestingUrl,
  isMainFrame,
  isMainWindow,
}: {
  permission: string
  requestingUrl: string
  isMainFrame: boolean
  isMainWindow: boolean
}): boolean {
  return isMainWindow && isMainFrame && isOwnUrl(requestingUrl) && grantedPermissions.has(permission)
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
