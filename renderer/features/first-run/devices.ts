import { useEffect, useState } from 'react'

/** What is plugged in; whether it may be used is asked when one records. */
export type Devices = 'both' | 'camera' | 'microphone' | 'none'

export function useDevices(): Devices {
  const [devices, setDevices] = useState<Devices>('none')
  useEffect(() => {
    let isCurrent = true
    const look = async (): Promise<void> => {
      const found = await navigator.mediaDevices.enumerateDevices().catch(() => [])
      if (isCurrent) setDevices(devicesAmong(found.map(({ kind }) => kind)))
    }
    void look()
    return () => {
      isCurrent = false
    }
  }, [])
  return devices
}

export function devicesAmong(kinds: readonly string[]): Devices {
  const hasCamera = kinds.includes('videoinput')
  const hasMicrophone = kinds.includes('audioinput')
  if (hasCamera && hasMicrophone) return 'both'
  if (hasCamera) return 'camera'
  return hasMicrophone ? 'microphone' : 'none'
}
