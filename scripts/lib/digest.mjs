import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * SHA-256 over the names and contents of files and folders, in hex. A path that does not exist counts as empty.
 * @param {string} base folder that the names are relative to
 * @param {readonly string[]} paths
 */
export function digest(base, paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(join(base, path))) {
      hash.update(relative(base, file).replaceAll('\\', '/')).update('\0')
      hash.update(readFileSync(file)).update('\0')
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]} files in the order of their names
 */
function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}
