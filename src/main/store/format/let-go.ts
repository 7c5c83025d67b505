/**
 * Gives back the memory of octets that nobody reads any more, now: the collector would leave a mebibyte here and one
 * there until the heap is full, and the C library then keeps what lies between. What shares its memory is left alone.
 */
export function letGo(octets: Uint8Array): void {
  const { buffer } = octets
  if (buffer instanceof ArrayBuffer && buffer.byteLength === octets.byteLength) buffer.transfer(0)
}
