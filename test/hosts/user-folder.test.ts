import { expect, test } from 'vitest'
import { trainingFolder } from '../../src/main/hosts/user-folder.ts'

test('on Linux the training office is among the user data of the XDG specification', () => {
  const env = { XDG_DATA_HOME: '/data/olga' }
  expect(trainingFolder({ platform: 'linux', env, home: '/home/olga' })).toBe('/data/olga/kvitok/training')
})

test('a relative XDG folder is ignored, as the specification says', () => {
  const env = { XDG_DATA_HOME: 'data' }
  expect(trainingFolder({ platform: 'linux', env, home: '/home/olga' })).toBe(
    '/home/olga/.local/share/kvitok/training',
  )
})

test('on macOS it is in Application Support', () => {
  expect(trainingFolder({ platform: 'darwin', env: {}, home: '/Users/olga' })).toBe(
    '/Users/olga/Library/Application Support/Kvitok/training',
  )
})

test('on Windows it is in the local application data, which do not roam', () => {
  const env = { LOCALAPPDATA: 'D:\\Local' }
  expect(trainingFolder({ platform: 'win32', env, home: 'C:\\Users\\Ольга' })).toBe(
    'D:\\Local\\Kvitok\\training',
  )
  expect(trainingFolder({ platform: 'win32', env: {}, home: 'C:\\Users\\Ольга' })).toBe(
    'C:\\Users\\Ольга\\AppData\\Local\\Kvitok\\training',
  )
})
