/** What no answer of ours goes without. */
const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * The headers of the page itself.
 *
 * `nonce` is fresh for each response; it lets the page's own libraries add style elements, and nothing else.
 */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    ...always,
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "font-src 'self'",
      "img-src 'self' blob: data:",
      "media-src 'self' blob:",
      "connect-src 'self'",
      "worker-src 'self' blob:",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': [
      ...['camera', 'microphone', 'display-capture', 'fullscreen', 'picture-in-picture', 'speaker-selection'].map(
        (feature) => `${feature}=(self)`,
      ),
      ...['geolocation', 'usb', 'serial', 'hid', 'midi', 'payment'].map((feature) => `${feature}=()`),
    ].join(', '),
    'Cache-Control': 'no-store',
  }
}

/** The headers of what is neither the page nor media: nothing in it may run or be framed. */
export const inertHeaders: Record<string, string> = {
  ...always,
  'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
}

/** The response with the headers of inert content, where it does not say otherwise itself. */
export function asInert(response: Response): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(inertHeaders)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
