throw new Error('Only electron/main.ts and electron/desktop/ may import electron; no unit test reaches them.')

export {}
