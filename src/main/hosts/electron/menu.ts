import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { HostTexts } from './texts.ts'

export interface MenuActions {
  readonly newWindow: () => void
  readonly quit: () => void
}

/** Sets the application's menu. Copying and pasting need it on macOS; reloading mends a page without losing the core. */
export function setMenu(texts: HostTexts, actions: MenuActions, devTools: boolean): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ]
  if (devTools) view.push({ role: 'toggleDevTools' })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: texts.menu.office,
        submenu: [
          { label: texts.menu.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
          { label: texts.menu.closeWindow, role: 'close' },
          { type: 'separator' },
          { label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: actions.quit },
        ],
      },
      {
        label: texts.menu.edit,
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          { type: 'separator' },
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'selectAll' },
        ],
      },
      { label: texts.menu.view, submenu: view },
    ]),
  )
}
