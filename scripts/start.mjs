import { ensureBuild } from './lib/build.mjs'
import { chooseHost, runElectron, runLoopback } from './lib/hosts.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { runMain, say } from './lib/say.mjs'
import { startOptions, usage } from './lib/usage.mjs'

/** `npm start`: sets everything up, then runs the program on the best host there is. Needs Node.js 20, no packages. */
await runMain(async () => {
  const options = startOptions(process.argv.slice(2))
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  await ensurePackages()
  await ensureBuild()
  const choice = await chooseHost(options, Date.now())
  if (choice.host === 'electron') {
    say(`host: Electron, because ${choice.why}`)
    const code = await runElectron(choice.path, options.passed, options)
    if (code !== null) return code
    say("host: loopback, because Electron's program does not run on this system")
  } else {
    say(`host: loopback, because ${choice.why}`)
  }
  return runLoopback(options.passed, options)
})
