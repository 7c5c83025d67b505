import { intArg } from '../at-line.ts'
import type { Handler, Handlers } from '../context.ts'
import { CME, cme, ok } from '../result.ts'
import { needsCard } from './guards.ts'

const BOOKS = ['SM', 'ME', 'ON']
const ENTRIES = 250

const storage: Handler = (command, { settings }) => {
  if (command.op === 'test') return ok(`+CPBS: (${BOOKS.map((book) => `"${book}"`).join(',')})`)
  if (command.op === 'read') return ok(`+CPBS: "${settings.phonebook}",0,${ENTRIES}`)
  const wanted = BOOKS.find((book) => book === command.args[0])
  if (wanted === undefined) return cme(CME.notSupported)
  settings.phonebook = wanted
  return ok()
}

/** The card keeps no names: a range is answered with nothing, as 27.007, 8.12 has it. */
const readEntries: Handler = (command) => {
  if (command.op === 'test') return ok(`+CPBR: (1-${ENTRIES}),40,20`)
  const first = intArg(command.args[0], 1, ENTRIES)
  const last = intArg(command.args[1] ?? command.args[0], 1, ENTRIES)
  return first === null || last === null || last < first ? cme(CME.badIndex) : ok()
}

/** The phone book, always empty: 3GPP TS 27.007, 8.11 and 8.12. */
export const phonebookCommands: Handlers = { '+CPBS': needsCard(storage), '+CPBR': needsCard(readEntries) }
