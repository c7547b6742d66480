/** Files that somebody names at the terminal: read whole, or refused with what is wrong and what to do. */
import { readFile, stat } from 'node:fs/promises';
import { WrongUsage } from './commands.ts';

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
  const bytes = await readInputFile(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new WrongUsage(`${path} is not UTF-8 text. Save it as UTF-8.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(`${path} is not JSON: ${(error as Error).message}.`);
  }
  if (isNestedDeeper(value, MOST_LEVELS))
    throw new WrongUsage(`${path} is nested more than ${MOST_LEVELS} levels deep.`);
  return value;
}

/** No file of ours comes near it, and what reads one may call itself for each level. */
const MOST_LEVELS = 200;

function isNestedDeeper(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= most && level.length > 0; depth += 1)
    level = level.flatMap(each => (each instanceof Object ? Object.values(each) : []));
  return level.length > 0;
}
