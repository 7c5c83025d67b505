import { flushCompileCache } from 'node:module'
import { inspect } from 'node:util'
import type { Logger } from '../../src/main/app/ports/logger.ts'
import { type Core, createCore } from '../../src/main/core.ts'
import { createSystemClock } from '../../src/main/platform/clock.ts'
import {
  type CallInput,
  type CallName,
  type CallOutput,
  contract,
} from '../../src/shared/contract/contract.ts'
import { coreDeps } from '../fakes/office-core.ts'
import { importedFile } from './imported-file.ts'
import { report } from './report.ts'

// Run by office-kill.test.ts in a process of its own: a training office at work until it is killed.
const [, , folder = '', run = '', shift_ms = '0', mode = 'work', protection = 'plain'] = process.argv
const hour_ms = 3_600_000
const waterService = 1

const dice = (below: number): number => Math.floor(Math.random() * below)

let session: string | null = null
let keys = 0

const call = async <N extends CallName>(
  core: Core,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N> | null> => {
  keys += 1
  const response = await core.call({ call: name, input, session, key: `run-${run}-${process.pid}-${keys}` })
  if (response.ok) return contract[name].output.parse(response.value) as CallOutput<N>
  if (response.error.code === 'call.bug') report(`bug ${name}`)
  else report(`refused ${name} ${response.error.code}`)
  return null
}

const payOnce = async (core: Core): Promise<void> => {
  const client = await call(core, 'desk.client', { clientId: 1 + dice(200) })
  const account = client?.accounts.find((one) => one.debt_kop > 1000)
  if (client === null || account === undefined) return
  const lines = [{ accountId: account.id, billId: null, sum_kop: 100 + dice(900) }]
  const quote = await call(core, 'desk.quote', { lines })
  const paid = await call(core, 'desk.pay', {
    lines,
    tender: 'cash',
    received_kop: quote?.total_kop ?? 1,
    shown: [{ accountId: account.id, debt_kop: account.debt_kop }],
    total_kop: quote?.total_kop ?? 1,
    phoneId: client.phones.find((phone) => phone.kind === 'mobile')?.id ?? null,
    orderId: null,
  })
  for (const payment of paid?.payments ?? []) report(`paid ${payment.id} ${payment.sum_kop}`)
}

const words = ['ДОЛГ', 'СРОК', 'ТАРИФ', 'СЧЕТА', 'ОПЛАТИТЬ', 'вопрос']

const askOnce = async (core: Core): Promise<void> => {
  const phones = await call(core, 'phones.list', { text: '' })
  const phone = phones?.items[dice(phones.items.length)]
  if (phone === undefined) return
  const text = `${words[dice(words.length)]} ?${'?'.repeat(dice(40))} ${'.'.repeat(1 + dice(40))}`
  if ((await call(core, 'phones.send', { number: phone.number, text })) !== null)
    report(`asked ${phone.number} ${JSON.stringify(text)}`)
}

const moveOnce = async (core: Core, by_ms: number): Promise<void> => {
  const status = await call(core, 'office.status', {})
  if (status !== null && (await call(core, 'office.moveClock', { to: status.now + by_ms })) !== null)
    report('moved')
}

const postRegistry = async (core: Core, id: number): Promise<void> => {
  report('posting')
  const posted = await call(core, 'registries.post', { id })
  if (posted !== null) report(`posted ${id} ${posted.posted} ${posted.total_kop}`)
}

const importOnce = async (core: Core): Promise<void> => {
  report('importing')
  const file = { fileName: `${run}.txt`, bytes: importedFile(Number(run)), serviceId: waterService }
  const view = await call(core, 'registries.preview', {
    ...file,
    kind: 'charge',
    asOfDay: null,
    encoding: null,
  })
  if (view === null) return
  report(`previewed ${view.id} ${view.rows}`)
  await postRegistry(core, view.id)
}

const passphrase = 'сосна вторник маяк карандаш облако река'

/** A copy is made; the files are mirrored from now on; an encrypted office gets another data key. */
const keepSafe = async (core: Core): Promise<void> => {
  await call(core, 'safety.setPlace', { folder: `${folder}-stick` })
  report('keeping')
  if (dice(2) === 0 && (await call(core, 'safety.copyNow', {})) !== null) report('copied')
  if (protection === 'plain') return
  if ((await call(core, 'safety.setPassphrase', { passphrase, sheetConfirmed: false })) === null) return
  report('rotating')
  if ((await call(core, 'safety.rotateKey', { passphrase })) !== null) report('rotated')
}

/** A posting that a kill interrupted is gone on with, as a person would. */
const finishImports = async (core: Core): Promise<void> => {
  const page = await call(core, 'registries.page', { cursor: null })
  for (const registry of page?.items ?? []) {
    if (registry.status === 'matched') await postRegistry(core, registry.id)
    // A file that was not read to its end was never shown: it is read again, as a new one.
    if (registry.status === 'draft') await call(core, 'registries.discard', { id: registry.id })
  }
}

/** The other lane keeps events coming, so that this one does not run ahead of the modem. */
const nextEvent = (core: Core): Promise<void> =>
  new Promise((resolve) => {
    const end = core.subscribe(() => {
      end()
      resolve()
    })
  })

const work = async (core: Core): Promise<never> => {
  const paying = async (): Promise<never> => {
    for (;;) {
      await payOnce(core)
      await nextEvent(core)
    }
  }
  const asking = async (): Promise<never> => {
    for (;;) {
      await askOnce(core)
      await payOnce(core)
      if (dice(3) === 0) await moveOnce(core, 3 * hour_ms)
    }
  }
  const beside = mode === 'import' ? importOnce(core) : mode === 'keep' ? keepSafe(core) : Promise.resolve()
  const [never] = await Promise.all([paying(), asking(), beside])
  return never
}

const settle = async (core: Core): Promise<void> => {
  await finishImports(core)
  // What still waits is sent, a day of the training clock at a time.
  for (let day = 0; day < 4; day += 1) await moveOnce(core, 24 * hour_ms)
}

const drop = (): void => undefined
const logger: Logger = {
  debug: drop,
  info: (message) => {
    if (message === 'a snapshot was made') report('rebuilt')
  },
  warn: drop,
  error: (message, context) => report(`trouble ${message} ${inspect(context)}`.replaceAll('\n', ' ')),
}

/** A snapshot is rebuilt every few starts, beside the load. */
const storeLimits = { segment: 256 * 1024, step: 64 * 1024, snapshotTail: 512 * 1024, snapshotSegments: 4 }

const system = createSystemClock()
const clock = { now: () => system.now() + Number(shift_ms) }
// A killed process never writes this cache by itself, and the starts are most of the test's time.
flushCompileCache()
report('opening')
const core = await createCore({
  ...coreDeps(folder, { clock }),
  encrypted: protection === 'encrypted',
  logger,
  storeLimits,
})
report('open')
await core.start()
session = (await call(core, 'session.login', { operatorId: 1, pin: '1111' }))?.session ?? null
await call(core, 'shift.open', { float_kop: 0 })
report('started')
if (mode === 'settle') await settle(core)
else if (mode === 'close') for (let payment = 0; payment < 5; payment += 1) await payOnce(core)
else await work(core)
report('closing')
await core.stop()
report('closed')
