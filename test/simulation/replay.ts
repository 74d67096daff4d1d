/** Lives through one simulated world again and tells its story: `npm run -s simulate -- SEED`. */
import { live } from './live.ts'

for (const seed of process.argv.slice(2).map(Number)) {
  const { complaints, story } = await live(seed)
  console.log(story.join('\n'))
  console.log(
    complaints.length === 0 ? `seed ${seed}: nothing was wrong` : `seed ${seed}:\n- ${complaints.join('\n- ')}`,
  )
  if (complaints.length > 0) process.exitCode = 1
}
