import { useQueryClient } from '@tanstack/react-query'
import type { GateAct, GateView } from '../../../shared/contract/safety.ts'
import type { AppError } from '../../../shared/errors.ts'
import type { Outcome } from '../../client/core-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'

/** Acts that need nothing but a person's word. */
export type PlainAct = Exclude<GateAct, 'unlock' | 'restore'>

/** What a person does about a closed office; the answer is what stands there then. */
export function useGateActs() {
  const queries = useQueryClient()
  const unlock = useCoreCommand('gate.unlock')
  const plain = {
    retry: useCoreCommand('gate.retry'),
    'take-over': useCoreCommand('gate.takeOver'),
    'accept-older': useCoreCommand('gate.acceptOlder'),
    'read-only': useCoreCommand('gate.openReadOnly'),
    salvage: useCoreCommand('gate.salvage'),
  } satisfies Record<PlainAct, unknown>
  const all = [unlock, ...Object.values(plain)]

  const done = (outcome: Outcome<GateView>): Outcome<GateView> => {
    if (outcome.ok) queries.setQueryData(['gate.state', {}], outcome.value)
    return outcome
  }
  const clear = (): void => {
    for (const command of all) command.clear()
  }
  return {
    busy: all.some((command) => command.busy),
    error: all.reduce<AppError | null>((found, command) => found ?? command.error, null),
    /** A person chose something else: what was refused before is not of it. */
    clear,
    unlock: async (passphrase: string, remember: boolean) => {
      clear()
      return done(await unlock.run({ passphrase, remember }))
    },
    act: async (name: PlainAct) => {
      clear()
      return done(await plain[name].run({}))
    },
  }
}

export type GateActs = ReturnType<typeof useGateActs>
