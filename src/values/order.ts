/** The order of texts by their characters, the same on every machine: for ids and codes, not for names that people read. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
