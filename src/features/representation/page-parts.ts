/** What the pages about who acts for a person share. */

import { form, submitButton } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import type { Tx } from '../../platform/db.ts';
import { type Html, html, type Piece } from '../../platform/html.ts';
import type { Problem, ShowContext, Typed } from '../../platform/http.ts';
import type { Actor } from '../../values/actor.ts';
import { type Budget, loadBudget } from '../requests/store.ts';

export type Asked = ShowContext<{ readonly budgetId: string }>;

/** Everything that a form page is drawn from. */
export type Drawn = {
  readonly context: Asked;
  readonly budget: Budget;
  readonly problems: readonly Problem[];
  readonly typed: Typed | undefined;
};

/** Draws a page about one budget of the actor's ICB; nothing where there is none. */
export async function drawn(
  context: Asked,
  draw: (of: Drawn) => Html | Promise<Html>,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html | undefined> {
  const budget = await loadBudget(context.tx, context.actor.icbCode, context.params.budgetId);
  return budget && (await draw({ context, budget, problems, typed }));
}

/** The page that all others lead back to. */
export function homeOf(budgetId: string): string {
  return `/budgets/${budgetId}/representation`;
}

/** One form of one question each, under its heading. */
export function formPage(
  { context, budget, problems }: Drawn,
  asked: {
    readonly title: string;
    /** After `/budgets/:budgetId/representation`. */
    readonly path: string;
    readonly send: string;
    readonly before?: Piece;
    readonly fields: readonly Piece[];
    readonly hidden?: Readonly<Record<string, string>>;
  },
): Html {
  const { frame } = context;
  const home = homeOf(budget.budgetId);
  return page({
    frame,
    title: asked.title,
    problems,
    backLink: { href: home },
    content: html`
    ${headingOf(budget, context.actor, asked.title)}
    ${asked.before}
    ${
      asked.fields.length > 0 &&
      form(
        { action: `${home}/${asked.path}`, ...frame.hidden, hidden: asked.hidden ?? {} },
        ...asked.fields,
        submitButton(asked.send),
      )
    }`,
  });
}

/** The heading, with whose it is above it. */
export function headingOf(budget: Budget, actor: Actor, title: string): Html {
  const whose =
    actor.personId === budget.personId && actor.id === budget.personId
      ? budget.reference
      : `${budget.personName}, ${budget.reference}`;
  return html`<h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${whose}</span> ${title}</h1>`;
}

/** A transaction with whose it is. */
export type Read = { readonly tx: Tx; readonly budget: Budget };
