import { readFile } from 'node:fs/promises'
import { createRequire, flushCompileCache } from 'node:module'
import type { Store } from '../../src/main/app/ports/store.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { createWorkerRebuild } from '../../src/main/store/snapshot/rebuild-in-worker.ts'
import { plain, storeDeps } from '../fakes/office-store.ts'
import { smallSchema } from '../store/small-schema.ts'
import { report } from './report.ts'

// Run by store-kill.test.ts in a process of its own: writes until it is killed and reports what was acknowledged.
const [, , folder = '', run = '', snapshots = ''] = process.argv
const callers = 6
const limits = {
  segment: 24 * 1024,
  step: 8 * 1024,
  snapshotTail: 48 * 1024,
  snapshotShare: 1_000_000,
  snapshotSegments: 8,
}

/** A client, three phones and the running count: all of it or nothing. */
async function addClient(store: Store): Promise<number> {
  return store.write((tx) => {
    const id = tx.nextId('client')
    tx.run(plain('INSERT INTO client (id, name) VALUES (?, ?)', id, `Клиент ${run}-${id}`))
    for (const place of [1, 2, 3]) {
      const phone = plain(
        'INSERT INTO phone (id, client_id, number) VALUES (?, ?, ?)',
        tx.nextId('phone'),
        id,
        `+7${id}-${place}`,
      )
      tx.run(phone)
    }
    tx.run(
      plain(
        "INSERT INTO setting (key, value) VALUES ('count', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        `${id}`,
      ),
    )
    return id
  })
}

async function callForEver(store: Store): Promise<never> {
  for (;;) report(`client ${await addClient(store)} ${run}`)
}

const wasm = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'))
const worker = new URL('../../src/main/store/snapshot/rebuild-worker.ts', import.meta.url)
const deps = storeDeps(folder, { migrations: smallSchema, limits })
// A killed process never writes this cache by itself, and a hundred starts are most of the test's time.
flushCompileCache()
report('opening')
const opened = await openStore(
  snapshots === 'worker' ? { ...deps, rebuild: createWorkerRebuild(worker, wasm) } : deps,
)
if (opened.ok) {
  report('open')
  await Promise.all(Array.from({ length: callers }, () => callForEver(opened.store)))
} else {
  report(`refused ${JSON.stringify(opened.problem)}`)
}
