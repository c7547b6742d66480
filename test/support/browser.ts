/**
 * A real browser for the journeys: the Chromium that comes with the packages, with the system libraries that it
 * brings along, else one of the machine's own.
 *
 * It is unpacked once, beside its place, and moved there when it is whole, so that any number of processes may ask
 * for it at the same time. OPENPHB_BROWSER names another executable.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** No browser can be started here; the message says what was tried and the one line that mends it. */
export class NoBrowser extends Error {}

/** The line that mends a missing browser on Debian and Ubuntu. */
export const MENDS_IT = 'apt-get install -y chromium';

type Candidate = { readonly executable: string; readonly env: Readonly<Record<string, string>> };

/** Starts a browser without a window. Close it in `finally`. */
export async function openBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for await (const { executable, env } of candidates(tried)) {
    try {
      return await chromium.launch({
        executablePath: executable,
        chromiumSandbox: false,
        env: { ...process.env, ...env } as Record<string, string>,
        args: ['--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
      });
    } catch (error) {
      const reason = /error while loading shared libraries: [^\n]*|Failed to launch[^\n]*/.exec(
        (error as Error).message,
      );
      tried.push(`${executable}: ${reason?.[0] ?? (error as Error).message.split('\n')[0]}`);
    }
  }
  throw new NoBrowser(
    `No browser can be started here.\n${tried.map(line => `  ${line}\n`).join('')}Mend it with: ${MENDS_IT}`,
  );
}

async function* candidates(tried: string[]): AsyncGenerator<Candidate> {
  const chosen = process.env.OPENPHB_BROWSER;
  if (chosen) {
    yield { executable: chosen, env: {} };
    return;
  }
  try {
    const packed = await unpackedBrowser();
    if (packed) {
      // The machine's own libraries first: those of the package are older.
      yield { executable: packed.executable, env: { FONTCONFIG_PATH: packed.fonts } };
      yield {
        executable: packed.executable,
        env: { FONTCONFIG_PATH: packed.fonts, LD_LIBRARY_PATH: packed.libraries },
      };
    }
  } catch (error) {
    tried.push(`@sparticuz/chromium: ${(error as Error).message.split('\n')[0]}`);
  }
  for (const executable of OF_THE_MACHINE) if (existsSync(executable)) yield { executable, env: {} };
}

const OF_THE_MACHINE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Where the package's fonts lie: beside this file. The package's own names folders of a machine that it is not run on here,
 * and a browser without any font shows no text and loses what is typed.
 */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;

type Unpacked = { readonly executable: string; readonly libraries: string; readonly fonts: string };

/** The package's browser, unpacked; undefined where the package has none for this machine. */
async function unpackedBrowser(): Promise<Unpacked | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = dirname(dirname(main));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = join(await cacheFolder(), `browser-${version}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    // The package unpacks into the temporary folder of its process, so it gets a process and a folder of its own.
    const script = `import { inflate } from ${JSON.stringify(main)};
      for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br'])
        await inflate(${JSON.stringify(join(root, 'bin'))} + '/' + name);`;
    const arguments_ = ['--input-type=module', '--eval', script];
    await promisify(execFile)(process.execPath, arguments_, { env: { ...process.env, TMPDIR: draft } });
    await writeFile(join(draft, 'fonts', 'fonts.conf'), FONTS);
    await rename(draft, folder).catch(async error => {
      await rm(draft, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    });
  }
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'al2023', 'lib'),
    fonts: join(folder, 'fonts'),
  };
}

/** Beside the packages where one may write there, else a folder of this user's own among the temporary ones. */
async function cacheFolder(): Promise<string> {
  const beside = fileURLToPath(new URL('../../node_modules/.cache/openphb', import.meta.url));
  try {
    await mkdir(beside, { recursive: true });
    await access(beside, constants.W_OK);
    return beside;
  } catch {
    const own = join(tmpdir(), `openphb-cache-${process.getuid?.() ?? 'own'}`);
    await mkdir(own, { recursive: true, mode: 0o700 });
    return own;
  }
}
