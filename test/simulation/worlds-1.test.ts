import { testWorlds } from './worlds.ts'

testWorlds({ from: 1, count: 125 })
