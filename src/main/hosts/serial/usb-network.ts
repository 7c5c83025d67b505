import { execFile } from 'node:child_process'
import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { UsbDevice } from '../../modem/transport.ts'

const POWERSHELL_LIMIT_MS = 8_000
const PRESENT_CARDS = 'Get-PnpDevice -PresentOnly -Class Net | ForEach-Object { $_.InstanceId }'

/** Network cards on USB, as far as the system tells: a stick without a serial port is one of them. */
export function usbNetworkDevices(platform: NodeJS.Platform): Promise<UsbDevice[]> {
  if (platform === 'win32') return fromWindows()
  return platform === 'linux' ? cardsIn('/sys/class/net') : Promise.resolve([])
}

/** The ids in Windows' names of devices: `USB\VID_12D1&PID_14DC\…`; other buses are left out. */
export function idsOf(instances: string): UsbDevice[] {
  return [...instances.matchAll(/^USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})/gim)].map((found) => ({
    vendorId: found[1] ?? '',
    productId: found[2] ?? '',
  }))
}

/** Linux: each card's device is a USB interface, and the folder above it the device with its ids. */
export async function cardsIn(folder: string): Promise<UsbDevice[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const cards = await Promise.all(names.map((name) => idsAbove(join(folder, name, 'device'))))
  return cards.filter((card) => card !== null)
}

async function idsAbove(device: string): Promise<UsbDevice | null> {
  try {
    const above = dirname(await realpath(device))
    const [vendorId, productId] = await Promise.all(
      ['idVendor', 'idProduct'].map(async (file) => (await readFile(join(above, file), 'utf8')).trim()),
    )
    return vendorId === undefined || productId === undefined ? null : { vendorId, productId }
  } catch {
    // A card of another bus, or none that is real.
    return null
  }
}

function fromWindows(): Promise<UsbDevice[]> {
  return new Promise((resolve) => {
    execFile(
      'powershell.exe',
      ['-NoProfile', '-NonInteractive', '-Command', PRESENT_CARDS],
      { timeout: POWERSHELL_LIMIT_MS, windowsHide: true },
      // Without it the stick is told as «no modem»: less, and not wrong.
      (error, stdout) => resolve(error === null ? idsOf(stdout) : []),
    )
  })
}
