import { useCore } from '../../client/core-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useSession } from '../../state/session.ts'

export interface SetupAnswers {
  readonly office: string
  readonly timeZone: string
  readonly operator: string
  readonly pin: string
  readonly pinAgain: string
  readonly known: boolean
}

/** Makes the office and logs its first operator in. */
export function useSetup() {
  const core = useCore()
  const begin = useSession((state) => state.begin)
  const setup = useCoreCommand('office.setup')
  return {
    busy: setup.busy,
    error: setup.error,
    /** Only after two words of the sheet were given back. */
    async make({ office, timeZone, operator, pin }: SetupAnswers, passphrase: string): Promise<void> {
      const made = await setup.run({
        office,
        timeZone,
        operator: { name: operator, pin },
        passphrase,
        sheetConfirmed: true,
      })
      if (!made.ok) return
      const login = await core.call(
        'session.login',
        { operatorId: made.value.operatorId, pin },
        crypto.randomUUID(),
      )
      // Without a session the login screen follows, where the PIN can be typed.
      if (login.ok) begin(login.value.session, login.value.operator)
    },
  }
}
