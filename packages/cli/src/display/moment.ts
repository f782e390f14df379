/** A moment as people and scripts read it, in UTC: `2026-11-21 17:12`. @param seconds Unix seconds */
export function moment(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
