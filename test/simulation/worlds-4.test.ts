import { testWorlds } from './worlds.ts'

testWorlds({ from: 376, count: 125 })
