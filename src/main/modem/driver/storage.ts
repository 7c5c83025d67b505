import { parseMemories, parseStorage, type StorageCount } from '../at/answers.ts'
import type { Exchange } from '../at/exchange.ts'
import { asking } from './commands.ts'

export interface Storage {
  /** The memory incoming messages go to, null where the modem does not say. */
  readonly memory: string | null
  /** How many memories AT+CPMS takes at once. */
  readonly places: number
  /** Other memories in which messages were found waiting. */
  readonly others: readonly string[]
  readonly count: StorageCount | null
}

const USABLE: readonly string[] = ['SM', 'ME', 'MT']
/** The whole of SIM and modem together: only where neither is offered alone. */
const COMBINED = 'MT'
/** Where some makers keep reports that came while nobody had asked for them. */
const REPORTS = 'SR'

/** Selects the memory for reading alone, or for reading, writing and receiving where `places` is 3. */
export async function selectMemory(
  exchange: Exchange,
  memory: string,
  places: number,
): Promise<StorageCount | null> {
  const names = Array.from({ length: places }, () => `"${memory}"`).join(',')
  const answer = await exchange.run(asking(`AT+CPMS=${names}`))
  const line = answer.lines[0]
  if (answer.kind !== 'ok') return null
  return line === undefined ? { used: 0, total: 0 } : parseStorage(line.text)
}

/** Chooses the roomiest memory that all three uses may have, and sets it for all: some modems want them equal. */
export async function chooseStorage(exchange: Exchange): Promise<Storage> {
  const answer = await exchange.run(asking('AT+CPMS=?'))
  const groups = parseMemories(answer.lines[0]?.text ?? '')
  const places = Math.max(1, Math.min(3, groups.length))
  const common = USABLE.filter(
    (name) => groups.length > 0 && groups.every((group) => group.includes(name)),
  ).filter((name, _, all) => name !== COMBINED || all.length === 1)
  const counts = new Map<string, StorageCount>()
  let selected: string | null = null
  for (const name of common) {
    const count = await selectMemory(exchange, name, places)
    if (count === null) continue
    counts.set(name, count)
    selected = name
  }
  let memory: string | null = null
  for (const [name, count] of counts) {
    const best = memory === null ? undefined : counts.get(memory)
    if (best === undefined || count.total > best.total) memory = name
  }
  if (groups[0]?.includes(REPORTS) === true && memory !== null) {
    const count = await selectMemory(exchange, REPORTS, 1)
    if (count !== null) {
      counts.set(REPORTS, count)
      selected = REPORTS
    }
  }
  if (memory !== null && memory !== selected) await selectMemory(exchange, memory, places)
  const others = [...counts].filter(([name, count]) => name !== memory && count.used > 0)
  return {
    memory,
    places,
    others: others.map(([name]) => name),
    count: (memory === null ? undefined : counts.get(memory)) ?? null,
  }
}
