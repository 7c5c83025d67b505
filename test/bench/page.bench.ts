import type { CallInput, CallOutput } from '../../src/shared/contract/contract.ts'
import { type BenchCore, openBenchCore, planned } from './bench-core.ts'
import { openBenchStore } from './bench-store.ts'
import { addMessages, person } from './big-office.ts'
import { largest, percentile, timed } from './measure.ts'
import { atMost, type BenchRow, bestOf, told } from './row.ts'

const rounds = 3
const nextPages = 100
const first_ms_max = 50
const next_ms_max = 20

type ListName = 'clients.page' | 'bills.page' | 'messages.out' | 'registries.rows' | 'desk.payments'

interface List<N extends ListName> {
  readonly name: N
  readonly what: string
  readonly input: CallInput<N>
}

const list = <N extends ListName>(name: N, what: string, input: CallInput<N>): List<N> => ({
  name,
  what,
  input,
})

const bills = (what: string, state: 'all' | 'open' | 'overdue', serviceId: number | null) =>
  list('bills.page', what, { state, serviceId, cursor: null })

const lists = [
  list('clients.page', 'clients', { text: '', cursor: null }),
  bills('all bills', 'all', null),
  bills('open bills', 'open', null),
  bills('overdue bills', 'overdue', null),
  bills('bills of a big service', 'open', 1),
  bills('bills of a small service', 'open', 2),
  list('messages.out', 'messages', { status: null, lane: null, cursor: null }),
  list('messages.out', 'confirmations', { status: null, lane: 'confirmation', cursor: null }),
  list('messages.out', 'messages of an empty lane', { status: null, lane: 'campaign', cursor: null }),
  list('messages.out', 'delivered messages', { status: 'delivered', lane: null, cursor: null }),
  list('messages.out', 'failed messages, of which there are none', {
    status: 'failed',
    lane: null,
    cursor: null,
  }),
  list('registries.rows', 'rows of a registry', { id: 1, state: null, cursor: null }),
  list('registries.rows', 'posted rows of a registry', { id: 1, state: 'posted', cursor: null }),
]

const pagesOf = async (office: BenchCore, { name, what, input }: List<ListName>): Promise<BenchRow[]> => {
  let cursor: string | null = null
  const page = async (): Promise<void> => {
    // Each list's input is its own call's; they differ in their filters alone.
    const value: CallOutput<ListName> = await office.get(name, { ...input, cursor } as CallInput<ListName>)
    cursor = value.next
  }
  const first_ms = await timed(page)
  const waits_ms: number[] = []
  while (cursor !== null && waits_ms.length < nextPages) waits_ms.push(await timed(page))
  const first = atMost(`${what}: first page`, first_ms, 'ms', first_ms_max)
  if (waits_ms.length === 0) return [first]
  return [
    first,
    atMost(`${what}: next pages, p99 of ${waits_ms.length}`, percentile(waits_ms, 0.99), 'ms', next_ms_max),
  ]
}

/** What a cashier types: whole and half numbers, ends of phones, names, streets with house and flat, and nonsense. */
export const searchTexts = (accounts: number): string[] =>
  Array.from({ length: 200 }, (_, query) => {
    const { number, name, address, phone } = person((query * 9973) % accounts)
    const [surname = '', first = ''] = name.split(' ')
    const [, street = '', house = '', flat = ''] = address.split(', ')
    const kinds = [
      number,
      number.slice(0, 5),
      number.slice(-4),
      phone.slice(-4),
      phone,
      surname,
      `${surname.slice(0, 4)} ${first.slice(0, 2)}`,
      `${street} ${house} ${flat}`,
      `${street.replace('ул. ', '').slice(0, 5)} ${house.replace('д. ', '')}`,
      `щщщ${query}`,
    ]
    return kinds[query % kinds.length] ?? ''
  })

const benchSearch = async (office: BenchCore, accounts: number): Promise<BenchRow[]> => {
  const waits: { ms: number; text: string }[] = []
  for (const text of searchTexts(accounts))
    waits.push({ text, ms: await timed(() => office.get('desk.search', { text })) })
  const waits_ms = waits.map((wait) => wait.ms)
  const worst = waits.toSorted((a, b) => b.ms - a.ms)[0]
  return [
    atMost(
      `search among ${accounts} accounts, p95 of ${waits.length}`,
      percentile(waits_ms, 0.95),
      'ms',
      100,
    ),
    told('search, median', percentile(waits_ms, 0.5), 'ms'),
    told(`search, the slowest: «${worst?.text ?? ''}»`, largest(waits_ms), 'ms'),
  ]
}

/** Lists and search over a full office, with as many messages as it has bills. */
export const benchPages = async (folder: string, accounts: number): Promise<BenchRow[]> => {
  const { store } = await openBenchStore(folder)
  await addMessages(store, accounts * 2, accounts)
  await store.close()
  const office = await openBenchCore(folder)
  await planned(office)
  const runs: BenchRow[][] = []
  for (let round = 0; round < rounds; round += 1) {
    const rows: BenchRow[] = []
    for (const one of lists) rows.push(...(await pagesOf(office, one)))
    rows.push(...(await benchSearch(office, accounts)))
    runs.push(rows)
  }
  await office.stop()
  return bestOf(runs)
}
