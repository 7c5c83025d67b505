import { registerHooks } from 'node:module'

/** Loaded by `node --import`: from here on `electron` means the stand-in, in bundles that know nothing of it. */
const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
