interface BrandMarkProps {
  /** In px. */
  size?: number | undefined
}

/** The app's mark, in the accent of the theme. */
export function BrandMark({ size = 24 }: BrandMarkProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="24" height="24" rx="7" fill="var(--accent)" />
      <path
        d="M7 7.4v9.2l4-3V10.4zM12.2 7.4l6 4.6-6 4.6z"
        fill="var(--accent-ink)"
        stroke="var(--accent-ink)"
        strokeWidth=".8"
        strokeLinejoin="round"
      />
    </svg>
  )
}
