import type { QueryName } from '../../../shared/contract/contract.ts'

/** What stands before the login. The office's frame is built on it: without it every screen would be made anew. */
const shown: ReadonlySet<unknown> = new Set<QueryName>(['gate.state', 'office.status'])

/** Whether an answer may stay when another operator logs in: it is the same for everybody. */
export function isOpenToAnyone(queryName: unknown): boolean {
  return shown.has(queryName)
}
