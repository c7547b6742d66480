/** What is said when a visit ends before a feature had its say: a page for people, problem+json (RFC 9457) for programs. */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Site, Trouble } from './site.ts';
import { frameFor } from './visit.ts';

/** Thrown inside the platform only, and caught by the server's one error handler. */
export class Troubled extends Error {
  override readonly name = 'Troubled';
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

const STATUS: Readonly<Record<Trouble, number>> = {
  'not-found': 404,
  'no-leave': 403,
  'bad-request': 400,
  'other-site': 403,
  'too-big': 413,
  'too-many': 429,
  'sign-in-failed': 400,
  'not-known': 403,
  fault: 500,
};

/** What a program is told of it: what is wrong, and what to do. */
const DETAIL: Readonly<Record<Trouble, string>> = {
  'not-found': 'There is nothing at this address that you may see. Check the address, its method and its ids.',
  'no-leave': 'Your roles have no leave for this. Ask an administrator of your board.',
  'bad-request': 'The request cannot be read. Send JSON in UTF-8, with the media type application/json.',
  'other-site': 'A browser says that another web site sent this. Send it from this site, or from a program.',
  'too-big': 'The body is too large. The description of the address says how much it takes.',
  'too-many': 'Too many requests in a minute. Wait as long as Retry-After says, then go on.',
  'sign-in-failed': 'The sign-in did not come to an end. Begin it again.',
  'not-known': 'The sign-in is right, but nobody here has it. Ask an administrator of your board.',
  fault: 'That was a fault of ours. Nothing was done. Try again; if it stays, give us the reference.',
};

/** Sends the page or the problem of this trouble. */
export function answerTrouble(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble,
): FastifyReply {
  const status = STATUS[trouble];
  if (isForPrograms(request)) return sendTrouble(request, reply, trouble, status);
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(site.troublePage(frameFor(site, request, reply), trouble, request.id).text);
}

export function isForPrograms(request: FastifyRequest): boolean {
  return request.url === '/api' || request.url.startsWith('/api/');
}

/** Tells a program of it; the status may say more than ours for it does. */
export function sendTrouble(
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble,
  status = STATUS[trouble],
): FastifyReply {
  return sendProblem(reply, status, { detail: DETAIL[trouble], reference: request.id });
}

export type Details = Readonly<Record<string, unknown>>;

/** Sends problem+json. */
export function sendProblem(reply: FastifyReply, status: number, details: Details = {}): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, ...details }));
}

/** Our trouble for an error's status, as the framework or a plugin gave it. */
export function troubleOf(status: number): Trouble {
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-big';
  if (status === 429) return 'too-many';
  return status >= 400 && status < 500 ? 'bad-request' : 'fault';
}
