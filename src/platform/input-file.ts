/** Files that somebody names at the terminal: read whole, or refused with what is wrong and what to do. */
import { readFile, stat } from 'node:fs/promises';
import { WrongUsage } from './commands.ts';
import { readJson } from './json.ts';

/** No file that a command reads is larger: 100 MB. */
const MOST_BYTES = 100_000_000;

/** The bytes of a file. */
export async function readInputFile(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw new WrongUsage(`${path} is larger than 100 MB.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage(`${path} cannot be read: ${WHY[(error as NodeJS.ErrnoException).code ?? ''] ?? error}.`);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
  ENOTDIR: 'part of its path is not a folder',
};

/** The value of a JSON file in UTF-8. */
export async function readJsonFile(path: string): Promise<unknown> {
  const reading = readJson(await readInputFile(path));
  if (!reading.ok) throw new WrongUsage(`${path} cannot be used: ${reading.problem}.`);
  return reading.value;
}
