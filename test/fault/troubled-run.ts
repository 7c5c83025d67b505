import { FileError } from '../../src/main/app/ports/files.ts'
import type { Store } from '../../src/main/app/ports/store.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import { DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, type DiskCall, emptyImage, type Mishap } from '../fakes/disk/simulated-disk.ts'
import { plain } from '../fakes/office-store.ts'
import { throwIfLeft, throwIfWrong } from './look.ts'
import { wrongProblems } from './mishaps.ts'
import { type Opener, officeHome, paymentsIn, type Reports } from './pay-office.ts'
import {
  type Act,
  doChore,
  isChore,
  type Model,
  type OpenOffice,
  type Programs,
  payTogether,
} from './recorded-run.ts'
import type { Reference } from './reference.ts'

export interface TroubledRun {
  readonly open: Opener
  readonly reference: Reference
  readonly acts: readonly Act[]
  readonly programs: Programs
  readonly mishap: (call: DiskCall) => Mishap | null
  /** Somebody sees to the trouble before the next start. */
  readonly heal: () => void
  /** The disk as an office left it that failed or ended, and what had been acknowledged. */
  readonly look: (state: DiskState, migrations: readonly Migration[], acknowledged: number) => Promise<void>
}

const starts_max = 8

/**
 * Runs the acts on a disk that fails, as the program does: a store that failed is closed and the office opened again, an
 * opening that was refused is tried again. Returns how often somebody was told of a trouble.
 */
export async function runTroubled(run: TroubledRun): Promise<{ told: number }> {
  const disk = createSimulatedDisk(DiskState.of(emptyImage(officeHome)), run.mishap)
  const model: Model = { asked: 0, acknowledged: 0 }
  const left = [...run.acts]
  let migrations = run.programs.older
  let told = 0
  for (let starts = 0; ; starts += 1) {
    if (starts > starts_max) throw new Error(`the office still fails after ${starts_max} starts`)
    const { result, reports } = await run.open(disk, { migrations })
    if (!result.ok) {
      const { code } = result.problem
      // The passphrase opens also where the computer's own keys cannot be read now; why it is asked for is in the log.
      const isAsked =
        code === 'passphrase' && reports.logged.some((words) => words.includes('cannot be read'))
      if (wrongProblems.has(code) && !isAsked) throw new Error(`told as ${JSON.stringify(result.problem)}`)
      told += 1
      run.heal()
      continue
    }
    adopt(run.reference, result.store, model, migrations)
    const errors = [...(await work(result, { left, model, reports })), ...(await closeOf(result.store))]
    for (const error of errors) throwIfBug(error)
    told += errors.length + reports.logged.length
    await run.look(disk.state, migrations, model.acknowledged)
    if (errors.length > 0) run.heal()
    else if (left.length === 0) break
    else if (left.shift() === 'newer program') migrations = run.programs.newer
  }
  throwIfLeft(disk)
  return { told }
}

/** What was asked and not acknowledged may be there or not. */
function adopt(reference: Reference, store: Store, model: Model, migrations: readonly Migration[]): void {
  throwIfWrong(store, { reference, migrations, acknowledged: model.acknowledged })
  const there = paymentsIn(store.read)
  if (there > model.asked) throw new Error(`${model.asked} payments were asked for, ${there} are there`)
  model.asked = there
  model.acknowledged = there
}

interface Work {
  readonly left: Act[]
  readonly model: Model
  readonly reports: Reports
}

/**
 * Works until an act needs a new start, or the store fails; an act that failed is not taken up again. Keys that could not
 * be changed are the caller's to hear of: the office goes on with those it has.
 */
async function work(office: OpenOffice, on: Work): Promise<unknown[]> {
  const { store } = office
  const errors: unknown[] = []
  for (let act = on.left[0]; isChore(act) || typeof act === 'object'; act = on.left[0]) {
    on.left.shift()
    try {
      if (isChore(act)) await doChore(office, act)
      else await payTogether(store, on.model, act.pay)
    } catch (error) {
      errors.push(error)
      if ((act === 'passphrase' || act === 'new key') && on.reports.fatal.length === 0) continue
      throwUnlessShut(store, on.reports)
      return errors
    }
  }
  return errors
}

/** A store that has failed answers nobody any more, and has said so to the core once. */
function throwUnlessShut(store: Store, reports: Reports): void {
  if (reports.fatal.length !== 1) throw new Error(`the core heard of ${reports.fatal.length} ends`)
  let answered = true
  try {
    store.read.first(plain('SELECT 1'))
  } catch {
    answered = false
  }
  if (answered) throw new Error('a store that failed still answers')
}

async function closeOf(store: Store): Promise<unknown[]> {
  try {
    await store.close()
    return []
  } catch (error) {
    return [error]
  }
}

function throwIfBug(error: unknown): void {
  if (error instanceof FileError) return
  if (error instanceof Error && error.message === 'the store is failed') return
  throw new Error('a failed call of the disk came out as a bug', { cause: error })
}
