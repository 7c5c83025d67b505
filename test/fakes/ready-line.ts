import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The address in the program's line of JSON on standard output. Rejects with its log when it ends without one. */
export function ready(output: Readable, exited: Promise<number | null>, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: output }).once('line', (line) => {
      const told: unknown = JSON.parse(line)
      if (isReady(told)) resolve(told.url)
      else reject(new Error(`not a line of a ready program: ${line}`))
    })
    void exited.then((code) => reject(new Error(`the program ended with ${code}: ${said()}`)))
  })
}

function isReady(told: unknown): told is { readonly url: string } {
  if (typeof told !== 'object' || told === null || !('ready' in told) || !('url' in told)) return false
  return told.ready === true && typeof told.url === 'string'
}
