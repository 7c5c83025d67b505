/**
 * A line for the person who started the program. Standard output stays free for the host's one line of JSON.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`kvitok: ${text}\n`)
}

/** A failure that a person can mend: its message is the whole report, no stack is shown. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError'
}

/**
 * Runs a script's main part; an expected failure is said in one line and ends with code 1.
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
