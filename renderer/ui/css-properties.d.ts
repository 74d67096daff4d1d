import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Lets a component hand a measure to its style sheet. */
    [property: `--${string}`]: string | number | undefined
  }
}
