/**
 * What a page's form sent, field by field: urlencoded, or multipart when there are files.
 * A file becomes the JSON form of a file, `{ name, base64 }`, so that both doors check one shape.
 */
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Problem, Typed } from '../http.ts';

/** The size of a form without files, and of a JSON body without files, in bytes. */
export const MOST_BYTES = 512 * 1024;
/** The size of one file, in bytes: years of one account's bank statement. */
export const MOST_FILE_BYTES = 8 * 1024 * 1024;
/** A JSON body that carries a file, in base64. */
export const MOST_BYTES_WITH_FILE = Math.ceil(MOST_FILE_BYTES / 3) * 4 + MOST_BYTES;

export type SentFile = { readonly name: string; readonly base64: string };

export type Body = Readonly<Record<string, string | readonly string[] | SentFile>>;

/** Fields as they were sent; a name that came twice has a list. No name can reach an object's prototype. */
export function readFields(pairs: Iterable<readonly [string, string]>): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (typeof before === 'string') fields[name] = [before, value];
    else before.push(value);
  }
  return fields;
}

/** Reads a multipart body. A file over the limit is a problem of its field, not the end of the form. */
export async function readParts(
  request: FastifyRequest,
): Promise<{ readonly body: Body; readonly problems: readonly Problem[] }> {
  const pairs: [string, string][] = [];
  const files: Record<string, SentFile> = Object.create(null);
  const problems: Problem[] = [];
  for await (const part of request.parts() as AsyncIterableIterator<Multipart>) {
    if (part.type === 'field') {
      pairs.push([part.fieldname, String(part.value)]);
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    if (part.file.truncated)
      problems.push({
        field: part.fieldname,
        text: `The file must be smaller than ${MOST_FILE_BYTES / 1024 / 1024}MB`,
      });
    else if (part.filename)
      files[part.fieldname] = { name: part.filename.slice(0, 255), base64: Buffer.concat(chunks).toString('base64') };
  }
  return { body: Object.assign(Object.create(null), readFields(pairs), files), problems };
}

/** What to show again: everything but the files and what travelled unseen. */
export function typedOf(body: Body): Typed {
  const typed: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, value] of Object.entries(body)) {
    if (name !== '_csrf' && name !== 'commandId' && (typeof value === 'string' || Array.isArray(value)))
      typed[name] = value as string | readonly string[];
  }
  return typed;
}
