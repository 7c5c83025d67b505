import { writeSync } from 'node:fs'

/** A line on standard output, at once: nothing reported is lost in a buffer. The pipe may be full for a moment. */
export const report = (line: string): void => {
  for (;;) {
    try {
      writeSync(1, `${line}\n`)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
  }
}
