/** The site as the server needs it: the field's own answers to what a server asks. */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { now } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import type { Route } from '../../platform/http.ts';
import { openIdentity, openProvider } from '../../platform/identity/oidc.ts';
import { openStandIn, type StandInUser } from '../../platform/identity/stand-in-identity.ts';
import type { Tools } from '../../platform/tools.ts';
import { MOST_A_MINUTE, type MostAMinute, type Site } from '../../platform/web/site.ts';
import type { Refusal } from '../../rules/decision.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { rolesInWords } from '../../rules/words.ts';
import { systemActor } from '../../values/actor.ts';
import { longDate } from '../../values/dates.ts';
import { recordEvent } from '../audit/store.ts';
import { loadPeopleWhoSignIn } from '../people/store.ts';
import { inPlainWords, statusOf } from '../refusals.ts';
import { demonstrationPages } from './demonstration-pages.ts';
import { pages, standInPage } from './pages.ts';
import { publicPages } from './public-pages.ts';
import { isTheirs } from './scope.ts';
import { staffPages } from './staff-pages.ts';
import { loadStaff } from './store.ts';
import { troublePage } from './trouble-pages.ts';

export type SiteOptions = {
  readonly config: Pick<Config, 'identity' | 'publicUrl'>;
  readonly tools: Tools;
  readonly demonstration: boolean;
  readonly icbCode: string;
  /** Where the server listens. */
  readonly address: () => AddressInfo;
  /** The routes of all other features. */
  readonly routes: readonly Route[];
  readonly now?: () => Temporal.Instant;
  readonly mostAMinute?: MostAMinute;
};

/** More than these are not listed at the stand-in: a demonstration has a handful. */
const MOST_LISTED = 100;

/** Puts the site together. The stand-in for the identity provider exists in a demonstration only. */
export function buildSite(options: SiteOptions): Site {
  const { config, tools, demonstration, icbCode } = options;
  if (!demonstration && !config.identity) throw new Error('only a demonstration runs without an identity provider');
  const standIn = config.identity
    ? undefined
    : openStandIn({ users: () => standInUsers(tools, icbCode), page: standInPage, address: options.address });
  return {
    tools,
    icbCode,
    routes: [...publicPages, ...pages, ...staffPages, ...(demonstration ? demonstrationPages : []), ...options.routes],
    now: options.now ?? now,
    publicUrl: config.publicUrl,
    // We speak no TLS: whoever reaches us by https comes through a proxy.
    behindProxy: config.publicUrl?.protocol === 'https:',
    demonstration: demonstration
      ? () => `Demonstration: everybody in it is invented. Here it is ${longDate(tools.today())}.`
      : undefined,
    identity: standIn ? openIdentity(standIn.settings) : openProvider(config.identity!),
    standIn,
    mayOpen: hasLeave,
    isTheirs,
    recordRead: (tx, actor, { act, outcome, params }) =>
      recordEvent(tx, actor, {
        act,
        outcome,
        budgetId: params.budgetId,
        personId: params.personId,
        subjectId: Object.entries(params).find(([name]) => name !== 'budgetId' && name !== 'personId')?.[1],
      }),
    rolesInWords: ({ roles }) => rolesInWords(roles),
    inPlainWords: refusal => inPlainWords(refusal as Refusal),
    statusOf: refusal => statusOf(refusal as Refusal),
    troublePage,
    clientFolder: fileURLToPath(new URL('../../nhsuk/client', import.meta.url)),
    mostAMinute: options.mostAMinute ?? MOST_A_MINUTE,
  };
}

/** Everybody whom the stand-in lists: staff first, then people and those who act for them. */
export async function standInUsers(tools: Tools, icbCode: string): Promise<readonly StandInUser[]> {
  return tools.db.transaction(systemActor(icbCode), async tx => {
    const staff = (await loadStaff(tx, MOST_LISTED)).map(user => ({
      id: user.subject,
      name: user.name,
      description: `${user.jobTitle}, ${rolesInWords(user.roles)}`,
    }));
    const people = (await loadPeopleWhoSignIn(tx, tools.today(), MOST_LISTED)).map(person => ({
      id: person.signsInAs,
      name: person.name,
      description: person.actsFor ? `Acts for ${person.actsFor}` : 'Has a personal health budget, or has asked for one',
      ...(person.nhsNumber ? { nhsNumber: person.nhsNumber } : {}),
    }));
    return [...staff, ...people];
  });
}
