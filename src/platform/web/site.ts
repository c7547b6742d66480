/**
 * What the server is given by app.ts: the routes, and the field's own answers to the questions that a server asks.
 * The platform knows neither the rules nor the words; they come in through here.
 */
import type { Actor } from '../../values/actor.ts';
import type { Permission } from '../../values/permission.ts';
import type { Tx } from '../db.ts';
import type { Html } from '../html.ts';
import type { Frame, Problem, Route } from '../http.ts';
import type { Identity } from '../identity/oidc.ts';
import type { StandIn } from '../identity/stand-in-identity.ts';
import type { Tools } from '../tools.ts';

/** Everything that can be wrong with a visit before a feature has a say in it. */
export type Trouble =
  | 'not-found'
  | 'no-leave'
  | 'bad-request'
  | 'other-site' // sent from another web site, or from a form that is not of this visit
  | 'too-big'
  | 'too-many'
  | 'sign-in-failed'
  | 'not-known' // signed in with the identity provider, but nobody of ours
  | 'fault';

export type ReadEvent = {
  readonly act: string;
  readonly outcome: 'read' | 'denied';
  readonly params: Readonly<Record<string, string>>;
};

export type Site = {
  readonly tools: Tools;
  /** The true instant, for time-outs; a demonstration that is moved on signs nobody out. */
  readonly now: () => Temporal.Instant;
  readonly routes: readonly Route[];
  /** The board whose public pages a visitor sees. */
  readonly icbCode: string;
  /** Where browsers reach the service; undefined: under any loopback name, as a demonstration on one's own machine. */
  readonly publicUrl: URL | undefined;
  /** Believe X-Forwarded-For: only behind a proxy of one's own. */
  readonly behindProxy: boolean;
  /** The words of the demonstration banner; undefined outside demonstration mode. */
  readonly demonstration: (() => string) | undefined;
  readonly identity: Identity;
  /** The local stand-in for the identity provider; demonstration mode only. */
  readonly standIn: StandIn | undefined;

  /** Whether one of the actor's roles has leave. */
  readonly mayOpen: (actor: Actor, permission: Permission) => boolean;
  /** Whether the record that these parameters name is one that this actor may know of. */
  readonly isTheirs: (tx: Tx, actor: Actor, params: Readonly<Record<string, string>>) => Promise<boolean>;
  /** Writes the audit row of a read, in the read's own transaction. */
  readonly recordRead: (tx: Tx, actor: Actor, event: ReadEvent) => Promise<void>;

  /** The actor's roles in plain words. */
  readonly rolesInWords: (actor: Actor) => string;
  /** A refusal in plain words, with the field that it stands beside. */
  readonly inPlainWords: (refusal: unknown) => Problem;
  /** The HTTP status of a refusal. */
  readonly statusOf: (refusal: unknown) => number;
  readonly troublePage: (frame: Frame, trouble: Trouble, reference: string) => Html;

  /** The folder with our own openphb.css, openphb.js and images. */
  readonly clientFolder: string;
  /** Requests a minute from one address. */
  readonly mostAMinute: MostAMinute;
};

export type MostAMinute = {
  /** Anything. */
  readonly requests: number;
  /** Starting or ending a sign-in. */
  readonly signIns: number;
  /** Forms sent by somebody who is not signed in. */
  readonly visitorForms: number;
};

/** Generous for an office behind one address, and still a wall against a flood. */
export const MOST_A_MINUTE: MostAMinute = { requests: 1200, signIns: 120, visitorForms: 20 };
