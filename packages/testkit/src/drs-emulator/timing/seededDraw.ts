/** FNV-1a over the text, then murmur's finaliser, since FNV alone hardly mixes its last characters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on nothing but the seed and the key, so that the order of calls does not matter. */
export function draw(seed: number, key: string): number {
  return hash(`${seed}/${key}`) / 0x1_0000_0000;
}

/** `length` hexadecimal digits drawn from the seed for a key. */
export function drawHex(seed: number, key: string, length: number): string {
  let digits = '';
  for (let part = 0; digits.length < length; part += 1) {
    digits += hash(`${seed}/${key}/${part}`).toString(16).padStart(8, '0');
  }
  return digits.slice(0, length);
}

/** A UUID (version 4 in form) drawn from the seed for a key. */
export function drawUuid(seed: number, key: string): string {
  const hex = drawHex(seed, key, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
