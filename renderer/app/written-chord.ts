import { isApple } from '../ui/kbd.tsx'
import { writtenShortcut } from '../ui/shortcut.ts'

/** A kept chord as this machine's keys are labelled: `Alt+Shift+N` is ⌥⇧N on a Mac and Alt Shift N elsewhere. */
export function writtenChord(chord: string): string {
  return writtenShortcut(chord.split('+').map(keyNamed), isApple())
}

/** The parts of a chord by the names that are written for each machine. */
function keyNamed(part: string): string {
  const names: Record<string, string> = {
    CommandOrControl: 'mod',
    Control: '⌃',
    Super: 'Super',
    Alt: 'alt',
    Shift: 'shift',
    Enter: 'enter',
    Up: 'up',
    Down: 'down',
    Left: '←',
    Right: '→',
    Plus: '+',
  }
  return names[part] ?? part
}
