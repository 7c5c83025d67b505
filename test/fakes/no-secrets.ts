import type { Secrets } from '../../src/main/app/ports/secrets.ts'

/** A computer that keeps nothing. */
export const noSecrets: Secrets = {
  kind: 'none',
  read: () => Promise.resolve(null),
  write: () => Promise.resolve(),
  remove: () => Promise.resolve(),
}
