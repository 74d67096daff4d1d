import type { MediaFacts } from '../probe/probe.ts'

/**
 * The filters that bring a picture of high dynamic range down to what every screen shows, to stand before all others of
 * that source, with the comma that joins them; empty for a picture that is as it should be. Paper white (203 nits) stays
 * nearly white; what is brighter is held back rather than cut off.
 */
export function toneMapped(hdr: MediaFacts['hdr']): string {
  if (hdr === null) return ''
  const transfer = hdr === 'pq' ? 'smpte2084' : 'arib-std-b67'
  return [
    `zscale=tin=${transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=203`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=mobius:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p,',
  ].join(',')
}
