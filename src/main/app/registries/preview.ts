import type { CallInput } from '../../../shared/contract/contract.ts'
import { dayOf } from '../../../shared/days.ts'
import type { AppDeps } from '../app-deps.ts'
import { Failure, fail } from '../calls/failure.ts'
import type { CallContext } from '../calls/handlers.ts'
import { oneAhead } from '../calls/one-ahead.ts'
import { writeSetting } from '../office/office-book.ts'
import type { RegistryEnd, RegistryGuess } from '../ports/documents.ts'
import type { RegistryProfile } from '../ports/registry-profile.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import type { ServiceRow } from '../ports/tables/trade-rows.ts'
import { notesKey } from './registry-views.ts'
import { noCounts, type StagedCounts, stageSlice } from './stage.ts'

type PreviewInput = CallInput<'registries.preview'>
export type PreviewDeps = Pick<AppDeps, 'store' | 'offices' | 'registries' | 'digests' | 'timers' | 'emit'>

const sliceRows = 1000

/** Lets the calls that wait run before the next slice. */
export const breathe = (deps: Pick<AppDeps, 'timers'>): Promise<void> =>
  new Promise((resolve) => {
    deps.timers.after(0, resolve)
  })

const profileFor = (input: PreviewInput, guess: RegistryGuess): RegistryProfile | Failure => {
  if (guess.problem !== null || guess.profile === null)
    return fail('registry.unreadable', {
      problem: guess.problem?.code ?? 'no-columns',
      ...guess.problem?.details,
    })
  if (input.kind === 'balance' && input.asOfDay === null && guess.profile.asOf === null)
    return fail('registry.profile', { problem: 'as-of-missing' })
  return {
    ...guess.profile,
    kind: input.kind,
    asOf: input.kind === 'balance' ? (input.asOfDay ?? guess.profile.asOf) : null,
    ...(input.encoding === null ? {} : { encoding: input.encoding }),
  }
}

const beginRegistry = (
  tx: Writer,
  input: PreviewInput,
  service: ServiceRow,
  profile: RegistryProfile,
  hash: string,
  call: CallContext,
): number => {
  const id = tx.nextId('registry')
  tx.run(
    sql.insertInto('registry').values({
      id,
      provider_id: service.provider_id,
      service_id: service.id,
      profile_id: null,
      direction: 'in',
      kind: input.kind,
      as_of_day: profile.asOf,
      file_name: input.fileName,
      file_hash: hash,
      status: 'draft',
      encoding: profile.encoding,
      rows: 0,
      matched: 0,
      new_accounts: 0,
      duplicates: 0,
      rejected: 0,
      total_kop: 0,
      created_at: call.now,
      operator_id: call.operator?.id ?? 0,
      posted_at: null,
    }),
  )
  return id
}

const stageFile = async (
  registryId: number,
  input: PreviewInput,
  profile: RegistryProfile,
  today: string,
  deps: PreviewDeps,
): Promise<{ counts: StagedCounts; end: RegistryEnd }> => {
  const counts = noCounts()
  const reading = deps.registries.rows(input.bytes, profile, sliceRows)
  const disk = oneAhead()
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done === true) {
      await disk.caughtUp()
      return { counts, end: step.value }
    }
    const slice = step.value
    await disk.follow(
      deps.store.write((tx) =>
        stageSlice(tx, slice, { registryId, serviceId: input.serviceId, today }, counts),
      ),
    )
    deps.emit({ type: 'progress', job: 'registry:preview', done: slice.bytes, total: input.bytes.length })
    await breathe(deps)
  }
}

const texts = (details: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)]))

const closePreview = (
  tx: Writer,
  registryId: number,
  profile: RegistryProfile,
  guess: RegistryGuess,
  staged: { counts: StagedCounts; end: RegistryEnd },
): void => {
  const { counts, end } = staged
  tx.run(
    sql
      .updateTable('registry')
      .set({
        status: 'matched',
        as_of_day: end.asOf,
        rows: counts.rows,
        matched: counts.matched,
        new_accounts: counts.newAccounts,
        duplicates: counts.duplicates,
        rejected: counts.rejected,
        total_kop: counts.total_kop,
      })
      .where('id', '=', registryId),
  )
  writeSetting(tx, notesKey(registryId), {
    separator: profile.separator,
    columns: profile.columns.flatMap((field, index) =>
      field === null ? [] : [{ field, header: guess.header?.[index] ?? '', index }],
    ),
    warnings: [...guess.warnings, ...end.warnings].map(({ code, details }) => ({
      code,
      details: texts(details),
    })),
  })
}

/** Removes a registry that was never posted, and what was staged of it. */
export const discardRegistry = (tx: Writer, registryId: number): void => {
  tx.run(sql.deleteFrom('registry_row').where('registry_id', '=', registryId))
  tx.run(sql.deleteFrom('setting').where('key', '=', notesKey(registryId)))
  tx.run(sql.deleteFrom('registry').where('id', '=', registryId))
}

/** Reads a file into a draft. Nothing is owed by anyone yet; a file that cannot be read leaves nothing behind. */
export const previewRegistry = async (
  input: PreviewInput,
  call: CallContext,
  deps: PreviewDeps,
  finish: (work: (tx: Writer) => number | Failure) => Promise<number | Failure>,
): Promise<number | Failure> => {
  const service = deps.store.read.first(
    sql.selectFrom('service').selectAll().where('id', '=', input.serviceId),
  )
  if (service === undefined) return fail('not-found', { what: 'service', id: input.serviceId })
  if (input.bytes.length === 0) return fail('registry.empty')
  const guess = deps.registries.guess(input.bytes)
  const profile = profileFor(input, guess)
  if (profile instanceof Failure) return profile
  const hash = deps.digests.sha256(input.bytes)
  const today = dayOf(call.now, deps.offices.get(deps.store.read).timeZone)
  const registryId = await deps.store.write((tx) => beginRegistry(tx, input, service, profile, hash, call))
  const staged = await stageFile(registryId, input, profile, today, deps)
  if (staged.end.problem !== null || staged.counts.rows === 0) {
    await deps.store.write((tx) => discardRegistry(tx, registryId))
    const { problem } = staged.end
    return problem === null
      ? fail('registry.empty')
      : fail('registry.unreadable', { problem: problem.code, ...problem.details })
  }
  return finish((tx) => {
    closePreview(tx, registryId, profile, guess, staged)
    return registryId
  })
}
