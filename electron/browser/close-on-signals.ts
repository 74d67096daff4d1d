/** Closes what runs when the person or the system ends this process, and then ends it. */
export function closeOnSignals(running: { close(): Promise<void> }): void {
  let isClosing = false
  const end = (): void => {
    // a second signal means: now
    if (isClosing) process.exit(1)
    isClosing = true
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(String(error))
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}
