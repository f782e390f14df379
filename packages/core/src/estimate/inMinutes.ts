/** A length of time in words for people, e.g. `45 s`, `20 min`. */
export function inMinutes(seconds: number): string {
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
