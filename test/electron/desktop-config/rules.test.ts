import { describe, expect, it } from 'vitest'
import { isGranted, isOwnPage, isOwnUrl, openableLink } from '../../../electron/desktop/rules.ts'

describe('our own origin', () => {
  it('is app://ownpace, and no name that starts or ends like it', () => {
    expect(isOwnUrl('app://ownpace/api/host')).toBe(true)
    for (const url of [
      'app://ownpace.evil/',
      'app://evil/ownpace',
      'app://user@ownpace/',
      'http://ownpace/',
      'https://example.com/app://ownpace/',
      'ownpace',
      '',
    ]) {
      expect(isOwnUrl(url), url).toBe(false)
    }
  })

  it('lets the window go to the page alone, at any of its routes', () => {
    expect(isOwnPage('app://ownpace/#/threads')).toBe(true)
    expect(isOwnPage('app://ownpace/media/takes/x/screen')).toBe(false)
    expect(isOwnPage('file:///etc/passwd')).toBe(false)
  })
})

describe('a link that leads out', () => {
  it('is https without a login', () => {
    expect(openableLink('https://example.com/a?b#c')).toBe('https://example.com/a?b#c')
    for (const url of [
      'http://example.com/',
      'https://bank.example@evil.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'ms-settings:',
      'smb://server/share',
      'app://ownpace/',
      'not a link',
    ]) {
      expect(openableLink(url), url).toBeNull()
    }
  })
})

describe('permissions', () => {
  const ours = { requestingUrl: 'app://ownpace/', isMainFrame: true, isMainWindow: true }

  it('are granted to our own page for what recording and watching need', () => {
    for (const permission of ['media', 'display-capture', 'fullscreen', 'clipboard-sanitized-write']) {
      expect(isGranted({ ...ours, permission }), permission).toBe(true)
    }
  })

  it('are granted to no other window: the small control neither hears nor sees', () => {
    for (const permission of ['media', 'display-capture', 'fullscreen', 'clipboard-sanitized-write']) {
      expect(isGranted({ ...ours, isMainWindow: false, permission }), permission).toBe(false)
    }
  })

  it('are granted for nothing else', () => {
    for (const permission of ['geolocation', 'notifications', 'openExternal', 'hid', 'clipboard-read', 'midi']) {
      expect(isGranted({ ...ours, permission }), permission).toBe(false)
    }
  })

  it('are granted to no other origin and to no frame', () => {
    expect(isGranted({ ...ours, permission: 'media', requestingUrl: 'https://evil.example/' })).toBe(false)
    expect(isGranted({ ...ours, permission: 'media', isMainFrame: false })).toBe(false)
  })
})
