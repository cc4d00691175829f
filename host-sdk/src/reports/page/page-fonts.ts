import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SdkError } from '../../errors.js';

const fontPackage = '@embedpdf/fonts-sc';

/** The fonts of a page: Noto Sans SC in two weights, as OpenType files. */
export interface PageFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let loaded: PageFonts | undefined;

/**
 * Loads the fonts, once. They hold Chinese and Latin, and only the glyphs that are used go into a file.
 * @throws {SdkError} `report-fonts-missing`: the optional package is not installed
 */
export function pageFonts(): PageFonts {
  if (loaded !== undefined) return loaded;
  try {
    const folder = path.join(folderOf(fontPackage), 'fonts');
    const read = (weight: string) => readFileSync(path.join(folder, `NotoSansHans-${weight}.otf`));
    loaded = { regular: read('Regular'), bold: read('Bold') };
    return loaded;
  } catch (cause) {
    const text = `A PDF record needs the font package ${fontPackage}, which is not installed here. Install it (npm install ${fontPackage}) and try again; everything else works without it.`;
    throw new SdkError('report-fonts-missing', text, { package: fontPackage }, cause);
  }
}

/** Packages by which a page is laid out: another version may break a line elsewhere. */
const layoutPackages = ['pdfkit', 'fontkit', 'linebreak', 'qrcode', fontPackage];

let layout: string | undefined;

/** Version of the page's layout here; grows with every change of what is printed. @throws {SdkError} `report-fonts-missing` */
export function pageLayout(): string {
  pageFonts();
  layout ??= ['record-page@1', ...layoutPackages.map((name) => `${name}@${versionOf(name)}`)].join(' ');
  return layout;
}

const versionOf = (name: string): string => {
  const { version } = JSON.parse(readFileSync(path.join(folderOf(name), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};

/** Folder of a package. What pdfkit itself loads is looked for from where it is. */
function folderOf(name: string): string {
  const here = createRequire(import.meta.url);
  const from = ['fontkit', 'linebreak'].includes(name) ? createRequire(here.resolve('pdfkit')) : here;
  const entry = from.resolve(name);
  const inside = `${path.sep}node_modules${path.sep}${name.replace('/', path.sep)}${path.sep}`;
  const at = entry.lastIndexOf(inside);
  if (at < 0) throw new Error(`${entry} is in no package ${name}`);
  return entry.slice(0, at + inside.length - 1);
}
