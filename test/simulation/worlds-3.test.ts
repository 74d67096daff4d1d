import { testWorlds } from './worlds.ts'

testWorlds({ from: 251, count: 125 })
