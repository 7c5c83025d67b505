import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeFailure, transferables } from '../../src/main/hosts/core-relay.ts'
import { workerFiles } from '../../src/main/hosts/worker-parts.ts'

describe('why a core could not start', () => {
  test('an error keeps its code and its message', () => {
    const error = Object.assign(new Error('in use'), { code: 'office.locked' })
    expect(describeFailure(error)).toEqual({ code: 'office.locked', message: 'in use' })
  })

  test('a failure thrown as data keeps its code and its details', () => {
    expect(describeFailure({ code: 'locked', details: { host: 'kassa-2', pid: 71 } })).toEqual({
      code: 'locked',
      message: 'locked {"host":"kassa-2","pid":71}',
    })
  })

  test('whatever else was thrown is said as text', () => {
    expect(describeFailure('no')).toEqual({ code: null, message: 'no' })
    expect(describeFailure(null)).toEqual({ code: null, message: 'null' })
    expect(describeFailure({})).toEqual({ code: null, message: 'unknown' })
  })
})

describe('what is handed over instead of copied', () => {
  test('large buffers wherever they are in an input, each once', () => {
    const file = new Uint8Array(100_000)
    expect(transferables({ name: 'a.csv', files: [file, { file }] })).toEqual([file.buffer])
  })

  test('nothing small: Node shares the buffer of small ones with others', () => {
    expect(transferables({ file: Buffer.from('short') })).toEqual([])
  })

  test('nothing shared between threads', () => {
    expect(transferables(new Uint8Array(new SharedArrayBuffer(100_000)))).toEqual([])
  })

  test('an object that contains itself ends the search', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    expect(transferables(loop)).toEqual([])
  })
})

describe('the files that the worker needs', () => {
  test('are in the source when it runs from source', () => {
    const files = workerFiles('file:///program/src/main/hosts/core-worker.ts')
    expect([files.rebuildWorker, files.sqlWasm].map((url) => existsSync(url))).toEqual([true, true])
  })

  test('are beside it when it is bundled', () => {
    const files = workerFiles('file:///program/out/main/core-worker.js')
    expect([files.rebuildWorker.href, files.sqlWasm.href]).toEqual([
      'file:///program/out/main/rebuild-worker.js',
      'file:///program/out/main/sql-wasm.wasm',
    ])
  })
})
