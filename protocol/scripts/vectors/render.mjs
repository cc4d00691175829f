/** Text of a vector file. */
export function renderVectors(content) {
  return `${JSON.stringify(content, null, 2)}\n`;
}
