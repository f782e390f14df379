const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '?');

/** Members as XML elements: objects nested, lists as EC2 writes them (`<item>`). */
export function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<item>${xmlOf(item)}</item>`).join('');
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value).filter(([, inner]) => inner !== undefined).map(([name, inner]) => `<${name}>${xmlOf(inner)}</${name}>`).join('');
}
