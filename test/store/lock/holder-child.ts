import { openStore } from '../../../src/main/store/open-store.ts'
import { storeDeps } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'

// Run by office-lock.test.ts in a process of its own: holds an office until it is killed.
const opened = await openStore(storeDeps(process.argv[2] ?? '', { migrations: smallSchema }))
process.stdout.write(opened.ok ? 'open\n' : 'refused\n')
process.stdin.resume()
