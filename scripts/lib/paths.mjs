import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The program's folder: where package.json is. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the scripts remember between runs; not in git and safe to delete. */
export const cacheDir = join(root, '.cache')
