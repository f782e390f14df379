import type { Loader, Plugin } from 'esbuild';
import type { Mutant } from '../mutant.js';
import { patchedSources } from '../patchSource.js';
import { inRepository, readRepository } from '../repository.js';

/** Gives a bundle a mutant's sources in place of those on the disk. @throws Error where a patch no longer applies. */
export function patchingPlugin(mutant: Mutant): Plugin {
  const sources = new Map([...patchedSources(mutant, readRepository)].map(([file, text]) => [inRepository(file), text]));
  return {
    name: `mutant ${mutant.name}`,
    setup(build) {
      const read = new Set<string>();
      build.onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
        const contents = sources.get(path);
        if (contents === undefined) return undefined;
        read.add(path);
        return { contents, loader: path.slice(path.lastIndexOf('.') + 1) as Loader };
      });
      build.onEnd(() => {
        const unread = [...sources.keys()].filter((path) => !read.has(path));
        return unread.length === 0 ? {} : { errors: unread.map((path) => ({ text: `${path} is patched, but no part of the simulation` })) };
      });
    },
  };
}
