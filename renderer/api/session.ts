/**
 * Exchanges the one-time token of a launch address (`…/?start#token=…`) for a session, and takes both out of the
 * address. To be awaited before anything is fetched. Without a token (in the desktop, or in a page that was reloaded)
 * it does nothing.
 *
 * Where the token is refused, because it was used before, the page is asked for again without it: with a session that
 * still holds it opens as usual, otherwise the host answers how to open Ownpace. The promise then never settles.
 */
export async function exchangeLaunchToken(): Promise<void> {
  const token = /^#token=([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1]
  if (token === undefined) return
  history.replaceState(null, '', '/')
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (response.ok) return
  location.replace('/')
  await new Promise(() => undefined)
}
