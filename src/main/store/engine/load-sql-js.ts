import initSqlJs, { type SqlJsStatic } from 'sql.js'

/** Starts sql.js from its WebAssembly binary (`sql.js/dist/sql-wasm.wasm`), which the host reads from where it keeps it. */
export async function loadSqlJs(wasm: Uint8Array): Promise<SqlJsStatic> {
  return await initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer })
}
