import { type SafetyView, safetyCalls } from '../../../shared/contract/safety.ts'
import { dayOf } from '../../../shared/days.ts'
import { passphraseWords } from '../../../shared/passphrase.ts'
import type { AppDeps } from '../app-deps.ts'
import { Failure, fail } from '../calls/failure.ts'
import { actLong, actUnkept, answer, type CallContext, type Routes } from '../calls/handlers.ts'
import { FileError } from '../ports/files.ts'
import type { Safety } from '../ports/safety.ts'
import type { Reader, Writer } from '../ports/store.ts'
import { type CopyRecord, copyAge, owesCopy, readCopies, readCopyName } from './copy-book.ts'
import type { Copying } from './copying.ts'
import { readDrill, writeDrill } from './drill-book.ts'
import { readGrowth } from './growth.ts'
import { readRestoredAt } from './restored.ts'
import { readSheetAt, writePlace, writeSheetAt } from './safety-settings.ts'

export interface SafetyDeps
  extends Pick<AppDeps, 'store' | 'clock' | 'random' | 'offices' | 'log' | 'documents' | 'shipped' | 'emit'> {
  readonly safety: Safety
  readonly copying: Copying
}

type CopyView = SafetyView['copies'][number]

const copyView = ({ digest: _digest, ...record }: CopyRecord): CopyView => record

/** Files that nobody remembers were made before a restore, by a migration, or by hand: nobody has opened them yet. */
const unknownCopies = async (deps: SafetyDeps, known: readonly CopyRecord[]): Promise<CopyView[]> => {
  const names = new Set(known.filter(({ where }) => where === 'office').map(({ name }) => name))
  const files = await deps.safety.copies.list()
  return files.flatMap(({ name, size }): CopyView[] => {
    const read = readCopyName(name)
    if (read === null || names.has(name)) return []
    const at = read.day === null ? 0 : Date.parse(`${read.day}T12:00:00Z`)
    return [{ name, at, reason: read.reason, where: 'office', size, checkedAt: null, problem: null }]
  })
}

const stateView = async (deps: SafetyDeps, read: Reader): Promise<SafetyView> => {
  const { keys, mirror } = deps.safety
  const state = keys.state()
  const known = readCopies(read)
  const { copyAt, copyOld } = copyAge(read, deps.clock.system())
  const [unknown, size] = [await unknownCopies(deps, known), await deps.safety.sizes()]
  return {
    encrypted: state.encrypted,
    passphraseAt: state.passphraseAt,
    sheetAt: readSheetAt(read),
    keyAt: state.keyAt,
    keyKept: state.kept,
    rotating: state.renewing,
    copies: [...known.map(copyView), ...unknown].sort((left, right) => right.at - left.at),
    lastGoodCopyAt: copyAt,
    copyOld,
    mirror: { ...mirror.status },
    lastDrill: readDrill(read),
    size: { ...size },
    growth: readGrowth(read),
    restoredAt: readRestoredAt(read),
  }
}

const note = (deps: SafetyDeps, tx: Writer, call: CallContext, action: string, chosen?: boolean): void =>
  deps.log.append(tx, {
    at: call.now,
    operatorId: call.operator?.id ?? null,
    action,
    subject: 'office',
    subjectId: null,
    details: chosen === undefined ? {} : { chosen },
  })

/** Ten bits a word, of a list of 1024. */
const proposeWords = async (deps: SafetyDeps, lang: 'ru' | 'en'): Promise<string[]> => {
  const text = new TextDecoder().decode(await deps.shipped.read(`words/${lang}.txt`))
  const list = text.split('\n').filter((word) => word !== '')
  if (list.length !== 1024) throw new Error(`the list of words has ${list.length}`)
  const numbers = new Uint16Array(deps.random.bytes(2 * passphraseWords).slice().buffer)
  return [...numbers].flatMap((number) => list[number % 1024] ?? [])
}

/** Runs what writes the key file; a disk that refuses is data, and the keys are as they were. */
const onDisk = async <T>(work: () => Promise<T>): Promise<T | Failure> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileError) return fail('safety.disk', { reason: error.code })
    throw error
  }
}

const keyRoutes = (deps: SafetyDeps) => ({
  'safety.setPassphrase': actUnkept(safetyCalls['safety.setPassphrase'], async (input, call) => {
    const { keys } = deps.safety
    if (!keys.state().encrypted) return fail('safety.plain')
    // A copy under way has the earlier words: it must not end after them and count as one under the new.
    await deps.copying.idle()
    const kept = await onDisk(() => keys.setPassphrase(input.passphrase))
    if (kept instanceof Failure) return kept
    await deps.store.write((tx) => {
      writeSheetAt(tx, input.sheetConfirmed ? call.now : null)
      owesCopy(tx)
      note(deps, tx, call, 'safety.passphrase')
    })
    call.changed('safety', 'office')
    return {}
  }),
  'safety.rotateKey': actUnkept(safetyCalls['safety.rotateKey'], async (input, call) => {
    const { keys } = deps.safety
    if (!keys.state().encrypted) return fail('safety.plain')
    const rotated = await onDisk(() => keys.rotate(input.passphrase))
    if (rotated instanceof Failure) return rotated
    if (!rotated) return fail('safety.passphrase')
    await deps.store.write((tx) => note(deps, tx, call, 'safety.key'))
    call.changed('safety')
    return {}
  }),
})

const copyRoutes = (deps: SafetyDeps) => ({
  'safety.copyNow': actLong(safetyCalls['safety.copyNow'], async (_input, call, finish) => {
    const record = await deps.copying.copy('person')
    if (record.problem === 'stopped') return fail('call.stopping')
    if (record.problem !== null)
      return fail(record.problem === 'no-space' ? 'safety.copy-no-space' : 'safety.copy-failed')
    call.changed('safety', 'office')
    return finish(() => copyView(record))
  }),
  'safety.drill': actUnkept(safetyCalls['safety.drill'], async ({ passphrase }, call) => {
    await deps.copying.idle()
    const copy = readCopies(deps.store.read).find((one) => one.where === 'office' && one.checkedAt !== null)
    if (copy === undefined) return fail('safety.no-copy')
    const drilled = await deps.safety.copies.drill(copy, passphrase, (done, total) =>
      deps.emit({ type: 'progress', job: 'drill', done, total }),
    )
    if (drilled.kind === 'passphrase') return fail('safety.passphrase')
    const { tables, rows, problem } = drilled
    const view = { at: deps.clock.system(), copy: copy.name, ok: problem === null, tables, rows, problem }
    await deps.store.write((tx) => writeDrill(tx, view))
    call.changed('safety')
    return view
  }),
})

/** What keeps the office when the computer does not: keys, copies, mirror, and the proof that they would do. */
export const safetyRoutes = (deps: SafetyDeps): Routes<'safety'> => ({
  'safety.state': answer(safetyCalls['safety.state'], (read) => stateView(deps, read)),
  'safety.setPlace': actLong(safetyCalls['safety.setPlace'], async ({ folder }, call, finish) => {
    const problem = folder === null ? null : await deps.safety.mirror.prepare(folder)
    if (problem !== null) return fail(`safety.place-${problem}` as const)
    const set = await finish((tx) => {
      writePlace(tx, folder)
      note(deps, tx, call, 'safety.place', folder !== null)
      return {}
    })
    if (!(set instanceof Failure)) deps.safety.mirror.setPlace(folder)
    call.changed('safety', 'office')
    return set
  }),
  'safety.words': answer(safetyCalls['safety.words'], async (_read, { lang }) => ({
    words: await proposeWords(deps, lang),
  })),
  'safety.sheet': answer(safetyCalls['safety.sheet'], async (read, input) => {
    const office = deps.offices.find(read)
    const { officeId } = deps.safety
    const day = dayOf(deps.clock.now(), office?.timeZone ?? 'Europe/Moscow')
    const { lang, passphrase } = input
    const name = office?.settings.office ?? input.office ?? ''
    return { pdf: await deps.documents.recoverySheet({ lang, office: name, officeId, day, passphrase }) }
  }),
  ...copyRoutes(deps),
  ...keyRoutes(deps),
})
