/**
 * A whole page: head, skip link, header, what stands before the content, main, footer.
 *
 * The header carries the service's name and neither the NHS logo nor its typeface, which only the NHS may use.
 * Nothing is inline, so that the content security policy may be `script-src 'self'; style-src 'self'`.
 *
 * The page asks for four files, which the web part serves: `/assets/openphb.css` (the design system's stylesheet
 * without its `@font-face` rules, then client/openphb.css), `/assets/openphb.js` and `/assets/openphb.svg` (both
 * from client/), and `/assets/nhsuk-frontend.min.js`, which openphb.js imports.
 */

import { type Html, html, type Piece } from '../platform/html.ts';
import { errorSummary } from './content/error-summary.ts';
import { notificationBanner } from './content/notification-banner.ts';
import { type FooterLink, footer } from './frame/footer.ts';
import { type AccountItem, header, type NavigationItem } from './frame/header.ts';
import { backLink, breadcrumb, skipLink } from './frame/links.ts';
import type { Maybe } from './parts.ts';
import type { Problem } from './problem.ts';

/** The visit that a page is drawn for: what platform/http.ts calls its frame. */
export type PageFrame = {
  /** Who is signed in, with the words for their roles; undefined for visitors. */
  readonly user: { readonly name: string; readonly roles: string } | undefined;
  /** The token that forms and signing out need. */
  readonly hidden: { readonly csrf: string };
  /** The words of the demonstration banner; undefined outside a demonstration. */
  readonly demonstration: string | undefined;
  /** What has just been done, said once. */
  readonly done: string | undefined;
};

export type Page = {
  readonly frame: PageFrame;
  /** What the page is, without the service's name. */
  readonly title: string;
  readonly lang?: 'en' | 'cy' | undefined;
  readonly content: Html;
  /** What was wrong with the form; the summary stands on top of main and the title says so. */
  readonly problems?: readonly Problem[] | undefined;
  /** The sections of the service that this user may open. */
  readonly navigation?: readonly Maybe<NavigationItem>[] | undefined;
  readonly backLink?: { readonly href: string; readonly text?: string | undefined } | undefined;
  readonly breadcrumbs?: readonly { readonly href: string; readonly text: string }[] | undefined;
  /** `two-thirds` for reading and forms, `full` for tables. */
  readonly width?: 'two-thirds' | 'full' | undefined;
};

const FOOTER: readonly FooterLink[] = [
  { href: '/accessibility', text: 'Accessibility' },
  { href: '/cookies', text: 'Cookies' },
  { href: '/privacy', text: 'Privacy' },
  { href: '/rules', text: 'The rules we decide by' },
];

const SERVICE = 'Personal health budgets';

/** The whole document, ready to send. */
export function page(given: Page): Html {
  const { frame } = given;
  const problems = given.problems ?? [];
  const title = `${problems.length > 0 ? 'Error: ' : ''}${given.title} - ${SERVICE}`;
  return html`<!DOCTYPE html>
<html lang="${given.lang ?? 'en'}">
<head>
  <meta charset="utf-8">
  <title>${title}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="theme-color" content="#005eb8">
  <meta name="format-detection" content="telephone=no">
  <link rel="icon" href="/assets/openphb.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/assets/openphb.css">
  <script type="module" src="/assets/openphb.js"></script>
</head>
<body>
${skipLink({})}
${header({
  logo: 'none',
  service: { text: SERVICE, href: frame.user ? '/home' : '/' },
  account: { items: frame.user ? accountOf(frame.user, frame.hidden.csrf) : [{ text: 'Sign in', href: '/sign-in' }] },
  navigation: given.navigation && { items: given.navigation },
})}
${
  frame.demonstration &&
  html`<section class="openphb-demonstration" aria-label="Demonstration"><p class="nhsuk-width-container">${frame.demonstration} ${frame.user && html`<a href="/demonstration">Move the date on</a>`}</p></section>`
}
<div class="nhsuk-width-container">
  ${given.breadcrumbs && given.breadcrumbs.length > 0 && breadcrumb({ items: given.breadcrumbs })}
  ${given.backLink && backLink(given.backLink)}
  <main class="nhsuk-main-wrapper" id="maincontent">
    ${columns(
      given.width,
      html`${problems.length > 0 && problemSummary(problems)}
    ${frame.done && notificationBanner({ variant: 'success', text: frame.done })}
    ${given.content}`,
    )}
  </main>
</div>
${footer({
  meta: { items: FOOTER },
  copyright: 'Run with OpenPHB, open source software under the MIT licence',
})}
</body>
</html>
`;
}

/** The box that lists what is wrong, each item a link to its field, with the rules behind it and what would change it. */
function problemSummary(problems: readonly Problem[]): Html {
  return errorSummary({
    heading: 'There is a problem',
    errorList: problems.map(({ field, text }) => ({ text, href: field === undefined ? undefined : `#${field}` })),
    after: behind(problems),
  });
}

/** What stands below the list: what would change the answer, what else is open, and the pages of the rules. */
function behind(problems: readonly Problem[]): Html | undefined {
  const once = (lines: readonly string[]) => [...new Set(lines)];
  const changes = once(problems.flatMap(({ whatWouldChangeIt }) => whatWouldChangeIt ?? []));
  const open = once(problems.flatMap(({ alternatives }) => alternatives ?? []));
  const rules = once(problems.flatMap(problem => problem.rules ?? [])).sort();
  if (changes.length + open.length + rules.length === 0) return undefined;
  return html`${changes.map(change => html`<p>What would change this: ${change}</p>`)}
    ${open.length > 0 && html`<p>What is open meanwhile: ${open.join('; ')}.</p>`}
    ${
      rules.length > 0 &&
      html`<p>${rules.length === 1 ? 'The rule' : 'The rules'} behind this: ${rules.map((rule, i) => html`${i > 0 && ', '}<a href="/rules/${rule}">${rule}</a>`)}</p>`
    }`;
}

function accountOf(user: NonNullable<PageFrame['user']>, csrf: string): readonly AccountItem[] {
  return [
    { text: `${user.name} (${user.roles})`, icon: true },
    {
      text: 'Sign out',
      action: '/sign-out',
      method: 'post',
      hidden: html`<input type="hidden" name="_csrf" value="${csrf}">`,
    },
  ];
}

function columns(width: Page['width'], content: Piece): Html {
  return html`<div class="nhsuk-grid-row">
    <div class="nhsuk-grid-column-${width ?? 'two-thirds'}">
    ${content}
    </div>
    </div>`;
}
