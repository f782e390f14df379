import { expect, it } from 'vitest';
import { linksOf } from '../src/links.js';

const document = `# A title, with \`code\` & more
[there](sub/file.md), [its heading](sub/file.md#any), [a folder](sub/), [up](../README.md "a title"), [here](#a-title-with-code--more), [elsewhere](https://example.com/x.md)
[gone](sub/gone.md) and [no heading](#no-heading) and [by reference][r]; \`[code](no-link.md)\`

\`\`\`js
# no heading
[x](no-link-either.md)
\`\`\`
[r]: gone-too.md
`;

it('a link leads where a file, a folder or a heading is; code and other hosts are no links', () => {
  const links = linksOf(document, 'docs/page.md', ['README.md', 'docs/page.md', 'docs/sub/file.md']);
  expect(links.filter(({ leads }) => leads).map(({ target }) => target)).toEqual(['sub/file.md', 'sub/file.md#any', 'sub/', '../README.md', '#a-title-with-code--more']);
  expect(links.filter(({ leads }) => !leads).map(({ target }) => target)).toEqual(['sub/gone.md', '#no-heading', 'gone-too.md']);
});
