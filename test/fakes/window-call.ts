import type { Page } from 'playwright-core'
import type { CallInput, CallName } from '../../src/shared/contract/contract.ts'

/**
 * One call with a logged-in window's own session, as its page would make it on either host; its input carries no
 * bytes. Throws what the core refused with.
 */
export async function callAs<N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<Record<string, unknown>> {
  const request = JSON.stringify({ call: name, input, key: crypto.randomUUID() })
  const answer = await page.evaluate<{
    ok: boolean
    value: Record<string, unknown>
    error: unknown
  }>(`(async () => {
    const { state } = JSON.parse(sessionStorage.getItem('kvitok.session'))
    const request = { ...${request}, session: state.session }
    if (window.kvitok !== undefined) return window.kvitok.call(request)
    const response = await fetch('/api/call', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: 'Bearer ' + sessionStorage.getItem('kvitok.token'),
      },
      body: JSON.stringify(request),
    })
    return response.json()
  })()`)
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`)
  return answer.value
}

/** The same for a call that answers with the id of what it made. */
export async function saveAs<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<number> {
  const { id } = await callAs(page, name, input)
  if (typeof id !== 'number') throw new Error(`${name} gave no id`)
  return id
}
