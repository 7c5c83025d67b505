/** The binding through which the page reaches the stand-in's ipcMain. */
export const invokeBinding = '__standInInvoke'
/** The function through which the stand-in reaches the page's ipcRenderer. */
export const emitFunction = '__standInEmit'

/**
 * The script that runs in the page before its own: the real preload, with a `require('electron')` that crosses to the
 * stand-in. Unlike Electron's it shares the page's world.
 */
export function preloadScript(preload: string): string {
  return `(() => {
  if (window.top !== window) return
  const pack = (value) => JSON.stringify(value, (key, inner) =>
    inner instanceof Uint8Array ? { $bytes: btoa(Array.from(inner, (byte) => String.fromCharCode(byte)).join('')) } : inner)
  const unpack = (text) => text === undefined ? undefined : JSON.parse(text, (key, inner) =>
    inner !== null && typeof inner === 'object' && typeof inner.$bytes === 'string'
      ? Uint8Array.from(atob(inner.$bytes), (letter) => letter.charCodeAt(0)) : inner)
  const listeners = new Map()
  const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel)
  const ipcRenderer = {
    async invoke(channel, ...args) {
      const answer = unpack(await window.${invokeBinding}(channel, pack(args)))
      if (answer.thrown !== undefined) throw new Error(answer.thrown)
      return answer.value
    },
    on(channel, listener) { of(channel).add(listener); return ipcRenderer },
    off(channel, listener) { of(channel).delete(listener); return ipcRenderer },
  }
  const contextBridge = {
    exposeInMainWorld(name, api) { Object.defineProperty(window, name, { value: Object.freeze(api) }) },
  }
  Object.defineProperty(window, '${emitFunction}', { value: (channel, text) => {
    for (const listener of of(channel)) listener({}, ...unpack(text))
  } })
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error('a sandboxed preload may not require ' + name)
  }
  const module = { exports: {} }
  ;((require, module, exports) => {
${preload}
  })(require, module, module.exports)
})()`
}
