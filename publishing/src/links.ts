import { posix } from 'node:path';

/** A link in a Markdown file: its target as it is written, and whether anything is there. */
export interface Link {
  readonly target: string;
  readonly leads: boolean;
}

const withoutCode = (markdown: string): string => markdown.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** As GitHub and the registry name a heading: lower case, blanks as hyphens, punctuation left out. */
function anchorOf(heading: string): string {
  return heading.replace(/[`*]/g, '').toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').trim().replaceAll(' ', '-');
}

function anchorsIn(markdown: string): readonly string[] {
  return [...markdown.replace(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

/**
 * The links of a Markdown file to places beside it and in it; those to other hosts are left out. One to a heading of
 * another file is looked up by its file alone.
 * @param path the file's, with slashes
 * @param files all that there is, relative to the same folder
 */
export function linksOf(markdown: string, path: string, files: readonly string[]): readonly Link[] {
  const anchors = anchorsIn(markdown);
  const targets = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|^\[[^\]]+\]: (\S+)/gm)].map(([, inline, reference]) => inline ?? reference ?? '');
  return targets.filter((target) => !/^[a-z][a-z+.-]*:/i.test(target)).map((target) => {
    const [file = '', anchor] = target.split('#');
    if (file === '') return { target, leads: anchors.includes(anchor ?? '') };
    const place = posix.join(posix.dirname(path), decodeURIComponent(file));
    return { target, leads: files.some((each) => each === place || each.startsWith(`${place.replace(/\/$/, '')}/`)) };
  });
}
