import type { Corner } from '../../../domain/takes/take.ts'

/** The corner nearest to a point of the picture; the point is given as fractions of its width and height. */
export function cornerAt({ x, y }: { x: number; y: number }): Corner {
  return `${y < 0.5 ? 'top' : 'bottom'}-${x < 0.5 ? 'left' : 'right'}`
}

/** The corner that an arrow key leads to; null for other keys. */
export function cornerByKey(corner: Corner, key: string): Corner | null {
  const [row, column] = corner.split('-') as ['top' | 'bottom', 'left' | 'right']
  switch (key) {
    case 'ArrowUp':
      return `top-${column}`
    case 'ArrowDown':
      return `bottom-${column}`
    case 'ArrowLeft':
      return `${row}-left`
    case 'ArrowRight':
      return `${row}-right`
    default:
      return null
  }
}
