import { murmur } from '../../chance/murmur.js';

/** FNV-1a over the text, then murmur's finaliser, since FNV alone hardly mixes its last characters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return murmur(value);
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

/** A UUID drawn from the seed for a key. */
export function uuidOf(seed: number, key: string): string {
  return drawHex(seed, key, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
