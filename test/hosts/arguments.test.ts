import { describe, expect, test } from 'vitest'
import { type HostArguments, parseArguments } from '../../src/main/hosts/arguments.ts'

function read(...args: string[]): HostArguments {
  const parsed = parseArguments(args, '/home/olga')
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.value
}

function refusal(...args: string[]): string {
  const parsed = parseArguments(args, '/home/olga')
  return parsed.ok ? 'accepted' : parsed.message
}

describe('what the command line says', () => {
  test('nothing is the training office on a free port', () => {
    expect(read()).toEqual({
      help: false,
      office: null,
      modem: null,
      setupFile: null,
      passphraseFile: null,
      restoreFrom: null,
      lang: null,
      port: 0,
      exitWithParent: false,
    })
  })

  test('everything a real office may be given', () => {
    const args =
      '--passphrase-file words.txt --restore /media/stick --office kassa --modem /dev/ttyUSB0 --setup a.json --lang en --loopback --port 8080 --no-window'
    expect(read(...args.split(' '), '--exit-with-parent')).toEqual({
      help: false,
      office: '/home/olga/kassa',
      modem: '/dev/ttyUSB0',
      setupFile: '/home/olga/a.json',
      passphraseFile: '/home/olga/words.txt',
      restoreFrom: '/media/stick',
      lang: 'en',
      port: 8080,
      exitWithParent: true,
    })
  })

  test('a value may follow an equals sign, spaces and Cyrillic in it', () => {
    expect(read('--office=/mnt/Моя касса').office).toBe('/mnt/Моя касса')
  })

  test('-h asks for help', () => {
    expect(read('-h').help).toBe(true)
  })
})

test('the passphrase may come by standard input', () => {
  expect(read('--office', 'a', '--passphrase-file', '-').passphraseFile).toBe('-')
})

test('a passphrase that was given in the open is not repeated', () => {
  expect(refusal('--office', 'a', '--passphrase=correct horse')).not.toContain('correct horse')
})

describe('what is refused, with its reason', () => {
  const wrong: [string[], RegExp][] = [
    [['--ofice', 'x'], /Unknown option '--ofice'/],
    [['kassa'], /kassa/],
    [['--office', 'a', '--passphrase', 'x'], /--passphrase is not taken.*--passphrase-file/],
    [['--passphrase-file', 'a'], /need --office/],
    [['--restore', '/media/stick'], /need --office/],
    [['--office', 'a', '--restore', ''], /--restore needs a value/],
    [['--office', 'a', '--passphrase-file', '-', '--exit-with-parent'], /exclude each other/],
    [['--office'], /--office/],
    [['--office='], /--office needs a value/],
    [['--office', 'a', '--training'], /exclude each other/],
    [['--modem', 'COM3'], /--modem needs --office/],
    [['--setup', 'a.json'], /--setup needs --office/],
    [['--lang', 'de'], /--lang is ru or en/],
    [['--port', '-1'], /--port/],
    [['--port', '65536'], /--port is a number/],
    [['--port', '80x'], /--port is a number/],
    [['--port', '1e3'], /--port is a number/],
    [['--no-window=yes'], /--no-window/],
  ]
  for (const [args, reason] of wrong) {
    test(args.join(' '), () => {
      expect(refusal(...args)).toMatch(reason)
      expect(refusal(...args)).toContain('--help')
    })
  }
})
