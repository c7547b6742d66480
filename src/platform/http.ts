/**
 * What a route is. A feature lists its routes as rows; `server.ts` serves them.
 *
 * Every row names its permission (`may`) and its act in the audit trail (`records`): a row without either
 * does not compile. A `post` row serves two doors with one shape: the page's form at its path, and the same
 * act as JSON at `/api` + path. The words of the field stay out of here.
 */
import type { z } from 'zod';
import type { Actor } from '../values/actor.ts';
import type { Command } from '../values/command.ts';
import type { Permission } from '../values/permission.ts';
import type { Tx } from './db.ts';
import type { Html } from './html.ts';
import type { Tools } from './tools.ts';

/** The names after the colons of a path: `/budgets/:budgetId/plan` → { budgetId: string }. */
export type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [Key in Name]: string } & Params<Rest>
  : Path extends `${string}:${infer Name}`
    ? { readonly [Key in Name]: string }
    : unknown;

/** What every page needs to know about the visit that it is drawn for. `page` of nhsuk takes it whole. */
export type Frame = {
  /** Who is signed in, and in which roles (plain words); undefined for visitors. */
  readonly user: { readonly name: string; readonly roles: string } | undefined;
  /** The hidden fields of every form on the page: spread them into `form`. */
  readonly hidden: { readonly csrf: string; readonly commandId: string };
  /** The words of the demonstration banner; undefined outside demonstration mode. */
  readonly demonstration: string | undefined;
  /** What was just done, to be said once on the next page. */
  readonly done: string | undefined;
  /** The path of this page. */
  readonly path: string;
};

export type Context<P = unknown> = {
  readonly tools: Tools;
  readonly actor: Actor;
  readonly params: P;
  readonly query: Readonly<Record<string, string>>;
  readonly frame: Frame;
};

/** While a page is drawn there is one open transaction in the actor's name, which also records the read. */
export type ShowContext<P = unknown> = Context<P> & { readonly tx: Tx };

/** Something wrong with what was sent: the words, and the field that they stand beside. */
export type Problem = {
  readonly field?: string;
  readonly text: string;
  /** The ids of the rules that it rests on; each has a page. */
  readonly rules?: readonly string[];
  /** What would have to be different, and what else is open: where it is more than a slip in a form. */
  readonly whatWouldChangeIt?: string;
  readonly alternatives?: readonly string[];
};

/** What was typed, field by field, so that a page drawn again keeps it. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;

export type SeeOther = { readonly seeOther: string; readonly done?: string };

/** To another page, saying there once what was done. */
export function seeOther(path: string, done?: string): SeeOther {
  return done === undefined ? { seeOther: path } : { seeOther: path, done };
}

/** A file to save, for instance a payment file. */
export type Download = { readonly download: string; readonly mediaType: string; readonly bytes: string | Uint8Array };

/** The answer of an act, as rules/decision.ts shapes it; the platform reads only this much of it. */
export type Answer =
  | { readonly accepted: true; readonly value: unknown }
  | { readonly accepted: false; readonly refusals: readonly unknown[] };

type Get<P> = {
  readonly may: Permission;
  readonly records: string;
  /** Undefined means: there is nothing here for this actor (404). */
  show(context: ShowContext<P>): Promise<Html | Download | SeeOther | undefined>;
};

type Post<P, Shape extends z.ZodObject, A extends Answer> = {
  readonly may: Permission;
  readonly records: string;
  readonly form: Shape;
  /** Calls one action. */
  act(context: Context<P> & { readonly values: z.infer<Shape>; readonly command: Command }): Promise<A>;
  /** Where to go when it was accepted. */
  done(value: Extract<A, { accepted: true }>['value'], context: Context<P>): SeeOther;
  /** The same page again with what is wrong, and what was typed. Undefined means that the page is gone (404). */
  askAgain(context: ShowContext<P>, problems: readonly Problem[], typed: Typed): Promise<Html | undefined>;
};

type Read<P, Shape extends z.ZodType> = {
  readonly may: Permission;
  readonly records: string;
  readonly answer: Shape;
  read(context: ShowContext<P>): Promise<z.input<Shape> | undefined>;
};

/** A route with its types forgotten, as the server holds it. */
export type Route =
  | ({ readonly kind: 'get'; readonly path: string } & Get<never>)
  | ({ readonly kind: 'post'; readonly path: string } & Post<never, z.ZodObject, Answer>)
  | ({ readonly kind: 'read'; readonly path: string } & Read<never, z.ZodType>);

/** A page. */
export function get<const Path extends string>(path: Path, row: Get<Params<Path>>): Route {
  return { kind: 'get', path, ...row } as unknown as Route;
}

/** An act: a form at `path`, the same as JSON at `/api` + path. */
export function post<const Path extends string, Shape extends z.ZodObject, A extends Answer>(
  path: Path,
  row: Post<Params<Path>, Shape, A>,
): Route {
  return { kind: 'post', path, ...row } as unknown as Route;
}

/** Facts as JSON, at `/api` + path. Money is a string of whole pence, dates are ISO. */
export function read<const Path extends string, Shape extends z.ZodType>(
  path: Path,
  row: Read<Params<Path>, Shape>,
): Route {
  return { kind: 'read', path, ...row } as unknown as Route;
}
