import type { OfficeHolder } from '../open-problem.ts'

/** Who holds an office, as lock files and local names say it. */
export interface LockHolder extends OfficeHolder {
  /** The holder's own id of its computer; null where its program is older or could not keep one. */
  readonly computer: string | null
}

export const nobody: LockHolder = { host: null, pid: null, since: null, computer: null }

/** What a lock file or a holder says of itself; anything else is nobody known. */
export function parseHolder(text: string): LockHolder {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return nobody
  }
  if (typeof value !== 'object' || value === null) return nobody
  return {
    host: 'host' in value && typeof value.host === 'string' ? value.host : null,
    pid: 'pid' in value && typeof value.pid === 'number' ? value.pid : null,
    since: 'since' in value && typeof value.since === 'number' ? value.since : null,
    computer: 'computer' in value && typeof value.computer === 'string' ? value.computer : null,
  }
}

export function sameHolder(one: LockHolder, other: LockHolder): boolean {
  return sameComputer(one, other) && one.pid === other.pid && one.since === other.since
}

/**
 * Whether two holders are of one computer: by the host name and by the id, for names are given twice and a user's folder
 * may lie on a server. Without an id on either side the name alone decides.
 */
export function sameComputer(one: LockHolder, other: LockHolder): boolean {
  if (one.host !== other.host) return false
  return one.computer === null || other.computer === null || one.computer === other.computer
}

/** What a person is told of a holder. */
export function named({ host, pid, since }: LockHolder): OfficeHolder {
  return { host, pid, since }
}
