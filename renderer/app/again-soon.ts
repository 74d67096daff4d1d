const pauseMs = 2000

/** A way to ask for work once more after a pause; whoever asks meanwhile asks for the same. */
export function againSoon(work: () => void): () => void {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    setTimeout(() => {
      isAsked = false
      work()
    }, pauseMs)
  }
}
