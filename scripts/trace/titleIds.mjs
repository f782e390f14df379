const id = String.raw`(?:R\d+\.\d+|P\d+|T\d+\.\d+\.\d+|A\d+|B\d+)`;
const anything = String.raw`[RPTAB]\d+(?:\.\d+)*`;
const wellFormed = new RegExp(String.raw`^${id}$`);
const bracketed = new RegExp(String.raw`\[(${anything}(?:[\s,;/]+${anything})*)\]`, 'g');

/**
 * The ids of requirements that a test's title carries, each in brackets of its own: `[R2.4] [P8]`.
 * @param {string} title
 * @returns {{ ids: string[], malformed: string[] }} `malformed` are brackets that mean ids and are none, e.g. `R2, P8`
 */
export function idsInTitle(title) {
  const found = [...title.matchAll(bracketed)].map(([, inside = '']) => inside);
  return { ids: [...new Set(found.filter((each) => wellFormed.test(each)))], malformed: found.filter((each) => !wellFormed.test(each)) };
}
