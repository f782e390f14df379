/** Mixes 32 bits so that each bit of the result depends on all of them (murmur's finaliser); unsigned. */
export function murmur(bits: number): number {
  let value = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
