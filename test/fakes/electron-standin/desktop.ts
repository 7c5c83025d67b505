import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Control } from './control.ts'

export interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly click?: () => void
  readonly submenu?: readonly MenuItem[]
}

/** Menus, tray, questions and files of the desktop: told to the test, and moved by it. */
export function createDesktop(control: Control) {
  let applicationMenu: StandInMenu | null = null
  const answers: number[] = []
  const waiting: ((button: number) => void)[] = []

  class StandInMenu {
    readonly items: readonly MenuItem[]

    constructor(items: readonly MenuItem[]) {
      this.items = items
    }

    static buildFromTemplate(template: readonly MenuItem[]): StandInMenu {
      return new StandInMenu(template)
    }

    static setApplicationMenu(menu: StandInMenu | null): void {
      applicationMenu = menu
    }

    choose([label, ...rest]: readonly string[]): void {
      const item = this.items.find((candidate) => candidate.label === label)
      if (item === undefined) throw new Error(`the menu has no «${label}»`)
      if (rest.length === 0) item.click?.()
      else new StandInMenu(item.submenu ?? []).choose(rest)
    }
  }

  class StandInTray extends EventEmitter {
    setToolTip(text: string): void {
      this.emit('tool-tip', text)
    }

    setContextMenu(menu: StandInMenu): void {
      control.on('tray', ({ label }) => menu.choose([label]))
    }

    destroy(): void {
      this.removeAllListeners()
    }
  }

  function showMessageBox(...args: readonly unknown[]): Promise<{ response: number }> {
    const options = args.at(-1)
    const question = { message: '', buttons: [], ...(typeof options === 'object' ? options : {}) }
    control.tell({ type: 'question', message: question.message, buttons: question.buttons })
    const ready = answers.shift()
    if (ready !== undefined) return Promise.resolve({ response: ready })
    return new Promise((resolve) => {
      waiting.push((response) => resolve({ response }))
    })
  }

  control.on('menu', ({ path }) => applicationMenu?.choose(path))
  control.on('answer', ({ button }) => {
    const next = waiting.shift()
    if (next === undefined) answers.push(button)
    else next(button)
  })

  return {
    Menu: StandInMenu,
    Tray: StandInTray,
    dialog: {
      showMessageBox,
      showErrorBox: (title: string, content: string) => control.tell({ type: 'error-box', title, content }),
    },
    shell: {
      openPath: (path: string) => {
        control.tell({ type: 'opened', path })
        return Promise.resolve('')
      },
    },
    nativeImage: {
      createEmpty: () => ({ path: null }),
      createFromPath: (path: string) => ({ path }),
    },
    safeStorage: keyRing(process.env['KVITOK_STANDIN_KEYRING'] ?? null),
  }
}

/** The user's key ring by its password; null: none, as on a Linux without one, where the program must do without. */
function keyRing(password: string | null) {
  const key = scryptSync(password ?? '', 'key-ring', 32, { N: 1024 })
  return {
    isEncryptionAvailable: () => password !== null,
    getSelectedStorageBackend: () => (password === null ? 'basic_text' : 'gnome_libsecret'),
    encryptString(text: string): Buffer {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    decryptString(bytes: Buffer): string {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(bytes.length - 16))
      const text = decipher.update(bytes.subarray(12, bytes.length - 16))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    },
  }
}
