const voids = new Set(['meta', 'br', 'link', 'img', 'input', 'hr']);

/** An element of a page, as far as its tags tell. */
export interface Tag {
  readonly name: string;
  readonly attributes: string;
}

/**
 * The tags of a page, each checked to be closed where it must be, and its attributes to be quoted.
 * @throws Error that names the first tag that is not.
 */
export function tagsOf(page: string): readonly Tag[] {
  const open: string[] = [];
  const tags: Tag[] = [];
  const body = page.replace(/<style>[\s\S]*?<\/style>/, '<style></style>').replace(/^<!doctype html>/, '');
  let at = 0;
  while ((at = body.indexOf('<', at)) !== -1) {
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w-]*(?:="[^"<>]*")?)*)\s*(\/?)>/.exec(body.slice(at, at + 400_000));
    if (tag === null) throw new Error(`this is no tag: ${body.slice(at, at + 120)}`);
    const [all, closing, name = '', attributes = '', selfClosing] = tag;
    at += all.length;
    if (closing === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
      continue;
    }
    tags.push({ name, attributes });
    if (selfClosing !== '/' && !voids.has(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`);
  return tags;
}
