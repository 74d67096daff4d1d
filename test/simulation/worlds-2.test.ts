import { testWorlds } from './worlds.ts'

testWorlds({ from: 126, count: 125 })
