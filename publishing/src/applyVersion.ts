// Carries the packages' version, as changesets left it, to where the software names it itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOfPackage, manifestOf } from './checkout.js';

const file = join(folderOfPackage('core'), 'src', 'softwareVersion.ts');
const before = readFileSync(file, 'utf8');
const declaration = /(export const softwareVersion = )'[^']*'/;
if (!declaration.test(before)) throw new Error(`${file} does not declare softwareVersion as a text: name the version there by hand, and mend publishing/src/applyVersion.ts.`);
writeFileSync(file, before.replace(declaration, `$1'${manifestOf('core').version}'`));
