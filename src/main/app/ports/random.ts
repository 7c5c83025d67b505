/** Unpredictable bytes for tokens, codes and salts; passed in so that a test can fix them. */
export interface Random {
  bytes(count: number): Uint8Array
}
