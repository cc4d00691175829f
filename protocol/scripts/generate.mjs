// node scripts/generate.mjs: writes src/generated/constants.ts and the table of README.md from hengzhun.cddl.
import { readFileSync, writeFileSync } from 'node:fs';
import { renderConstants, replaceTables } from './constants.mjs';

const root = new URL('../', import.meta.url);
const cddl = readFileSync(new URL('hengzhun.cddl', root), 'utf8');
const readmePath = new URL('README.md', root);
writeFileSync(new URL('src/generated/constants.ts', root), renderConstants(cddl));
writeFileSync(readmePath, replaceTables(readFileSync(readmePath, 'utf8'), cddl));
