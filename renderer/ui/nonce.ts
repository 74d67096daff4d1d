import { setNonce } from 'get-nonce'

/** The nonce under which this page may add style sheets; undefined where the page came without one. */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  // A page served without a host in front (the gallery) still carries the placeholder.
  return nonce === '' || nonce === '__CSP_NONCE__' ? undefined : nonce
}

/** Hands the page's nonce to the parts that add style sheets while running. To be called once, before the first render. */
export function adoptStyleNonce(): void {
  const nonce = styleNonce()
  if (nonce !== undefined) setNonce(nonce)
}
