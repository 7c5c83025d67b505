import { Menu, nativeImage, Tray } from 'electron'
import type { HostTexts } from './texts.ts'

export interface TrayActions {
  readonly show: () => void
  readonly quit: () => void
}

/** The sign that the program is there, also without a window. The caller keeps it: a collected tray disappears. */
export function createTray(icon: string | null, texts: HostTexts, actions: TrayActions): Tray {
  const tray = new Tray(icon === null ? nativeImage.createEmpty() : nativeImage.createFromPath(icon))
  tray.setToolTip(texts.program)
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: texts.show, click: actions.show },
      { type: 'separator' },
      { label: texts.quit, click: actions.quit },
    ]),
  )
  tray.on('click', actions.show)
  return tray
}
