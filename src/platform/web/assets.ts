/**
 * The few files that pages need, held in memory: the design system's style, script and icons, and our own.
 *
 * The design system's style names the NHS's typeface on the NHS's own server, which only the NHS may use and which
 * our content security policy forbids: its @font-face rules are cut out, and the fallback is Arial.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Asset = {
  readonly bytes: Buffer;
  readonly gzipped: Buffer | undefined;
  readonly mediaType: string;
  /** A hash of the content. */
  readonly version: string;
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** Every file by its path under /assets/. */
export function loadAssets(clientFolder: string): ReadonlyMap<string, Asset> {
  const design = join(dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json')), 'dist/nhsuk');
  const assets = new Map<string, Asset>();
  const images = join(design, 'assets/images');
  for (const name of readdirSync(images)) {
    if (MEDIA_TYPES[extname(name)]) assets.set(`images/${name}`, asset(name, readFileSync(join(images, name))));
  }
  const script = 'nhsuk-frontend.min.js';
  assets.set(script, asset(script, readFileSync(join(design, script))));

  const own = existsSync(clientFolder) ? readdirSync(clientFolder) : [];
  for (const name of own) {
    if (MEDIA_TYPES[extname(name)]) assets.set(name, asset(name, readFileSync(join(clientFolder, name))));
  }
  const styles = [withoutFonts(readFileSync(join(design, 'nhsuk-frontend.min.css'), 'utf8'))];
  if (own.includes('openphb.css')) styles.push(readFileSync(join(clientFolder, 'openphb.css'), 'utf8'));
  assets.set('openphb.css', asset('openphb.css', Buffer.from(styles.join('\n'))));
  return assets;
}

/** A style sheet without its @font-face rules and without the comment that points at a source map we do not serve. */
export function withoutFonts(css: string): string {
  return css.replace(/@font-face\s*\{[^}]*\}/g, '').replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
}

function asset(name: string, bytes: Buffer): Asset {
  const text =
    extname(name) === '.js' ? Buffer.from(bytes.toString('utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')) : bytes;
  const squeezed = /\.(css|js|svg)$/.test(name) ? gzipSync(text) : undefined;
  return {
    bytes: text,
    gzipped: squeezed && squeezed.length < text.length ? squeezed : undefined,
    mediaType: MEDIA_TYPES[extname(name)]!,
    version: createHash('sha256').update(text).digest('hex').slice(0, 16),
  };
}
