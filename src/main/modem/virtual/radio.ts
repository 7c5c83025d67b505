import type { Device, Radio } from './context.ts'
import type { Settings } from './settings.ts'

interface Parts {
  readonly device: Device
  readonly settings: Settings
  readonly register_ms: number
  readonly after: (delay_ms: number, fire: () => void) => void
  readonly unsolicited: (line: string) => void
  /** The cell was found. */
  readonly found: () => void
}

const UNKNOWN_QUALITY = 99

/** Search and registration: needs an open card, a radio that is on, and a cell. */
export function createRadio(parts: Parts): Radio {
  const { device, settings } = parts
  let status: 0 | 1 | 2 = 0
  let searching = 0

  const heard = (): boolean => device.faults.find('no-signal') === undefined
  const able = (): boolean => device.lock.state() === 'READY' && settings.functionality === 1

  function become(next: 0 | 1 | 2): void {
    if (next === status) return
    status = next
    for (const [name, mode] of settings.registrationLines) {
      if (mode > 0) parts.unsolicited(`${name}: ${registration(mode, next)}`)
    }
    if (next === 1) parts.found()
  }

  function search(): void {
    become(2)
    searching += 1
    const attempt = searching
    parts.after(parts.register_ms, () => {
      if (attempt === searching && able() && heard()) become(1)
    })
  }

  return {
    status: () => status,
    quality: () => (heard() && settings.functionality === 1 ? device.signal() : UNKNOWN_QUALITY),
    refresh() {
      if (!able()) {
        searching += 1
        become(0)
      } else if (!heard()) {
        searching += 1
        become(2)
      } else if (status !== 1) {
        search()
      }
    },
  }
}

/** `stat` and, in mode 2, the cell (27.007, 7.2): location area 00C3, cell 0000A1B2. */
export function registration(mode: number, status: number): string {
  return mode === 2 && status === 1 ? `${status},"00C3","0000A1B2"` : `${status}`
}
