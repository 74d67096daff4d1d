/** A device that writes to a library. Devices are named in Library health alone. */
export interface DeviceHealthView {
  writer: string
  /** Empty where it has not said what it is called. */
  name: string
  person: string
  /** Empty where the person has not said who they are. */
  personName: string
  /** It is the device that is asked. */
  isThis: boolean
  state: 'usual' | 'unconfirmed' | 'closed'
  /** How many of its entries are still on their way. */
  onItsWayCount: number
  /** How many of its numbers were given twice: it was copied, or put back from a backup. */
  forkedCount: number
  /** By its own clock. */
  lastMs: number
  /** What it says it has of what the others wrote; null where it has not said. */
  behindCount: number | null
}

export interface AwaitedVideoView {
  id: string
  title: string
  personName: string
  sizeBytes: number
  /** Its bytes are in the cloud: the file stands in the folder and has to be brought down. */
  isInCloud: boolean
}

export interface PendingFileView {
  path: string
  reason: string
  sinceMs: number
  /** For more than a day. */
  isOld: boolean
}

export interface SpaceView {
  totalBytes: number
  /** Newest first. */
  years: { year: number; sizeBytes: number }[]
  /** The most first. */
  people: { person: string; name: string; sizeBytes: number }[]
  /** In the last 90 days. */
  grownBytes: number
  /** Where the folder is; null where the system does not tell. */
  freeBytes: number | null
  /** At the pace of the last 90 days; null where that cannot be said, or is more than ten years away. */
  fullAtMs: number | null
}

/** A plain copy of a library elsewhere that only grows. */
export interface MirrorView {
  /** Absolute. */
  dir: string
  /** When it last held all that was here; null before the first time. */
  doneAtMs: number | null
  fileCount: number
  sizeBytes: number
}

export interface LibraryHealthView {
  library: string
  devices: DeviceHealthView[]
  pending: PendingFileView[]
  /** The newest 50. */
  videosNotHere: AwaitedVideoView[]
  videoNotHereCount: number
  /** Among the newest that were looked at. */
  inCloudCount: number
  /** Entries that stand in the folder more than once. */
  doubledCount: number
  space: SpaceView
  mirror: MirrorView | null
  /** When this device was found to be copied, or put back from a backup; it goes on under a new key since. */
  copiedAtMs: number | null
}

/** A deleted item whose device was closed and will not remove it: anyone may. */
export interface LeftItemView {
  id: string
  /** The name of its folder, which tells its date, thread and author. */
  name: string
  personName: string
  sizeBytes: number
}

/** A file that a sync tool doubled, and the one whose bytes it has. */
export interface DuplicateView {
  path: string
  original: string
  sizeBytes: number
}

export interface DuplicatesReport {
  found: DuplicateView[]
  /** Files under odd names that are left alone: nothing whole has their bytes. */
  unsure: { path: string; sizeBytes: number }[]
  removed: string[]
}

export interface MirrorReport {
  copiedCount: number
  copiedBytes: number
  /** Files that are not here, not whole, or only in the cloud: they follow when they can be read. */
  waitingCount: number
  /** Withdrawn records whose words and files were taken out. */
  strippedCount: number
}

export interface RepairReport {
  /** Nothing was done yet: this is what would be. */
  isPlan: boolean
  hasMarkerBack: boolean
  entryCount: number
  fileCount: number
  sizeBytes: number
  /** Relative to the library; the first thousand. */
  putBack: string[]
  /** Files that are missed and that nothing here has the bytes of. */
  missing: string[]
  /** Files that something else stands in the place of; they are left as they are. */
  altered: string[]
  /** Why the index was not read anew, where it was not. */
  isIndexRebuilt: boolean
}
