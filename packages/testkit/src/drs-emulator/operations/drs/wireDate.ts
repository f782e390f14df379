/** A date as DRS writes it. */
export function wireDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
