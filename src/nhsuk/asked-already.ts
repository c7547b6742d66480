/** Says to whoever decides that the same may have been asked for already, and leads there. */
import { type Html, html } from '../platform/html.ts';
import { longDate, type PlainDate } from '../values/dates.ts';
import { insetText } from './content/text-blocks.ts';

export type AskedBefore = {
  readonly href: string;
  readonly madeOn: PlainDate;
  readonly byName: string;
  /** Where it stands. */
  readonly standing: string;
};

/** Nothing where nobody asked for the same. */
export function askedAlreadyText(same: readonly AskedBefore[]): Html | false {
  return (
    same.length > 0 &&
    insetText({
      html: html`<p><strong>This may have been asked for already.</strong></p>
      ${same.map(
        one =>
          html`<p><a class="nhsuk-link" href="${one.href}">Another request of the same amount and purpose for this budget</a> was made on ${longDate(one.madeOn)} by ${one.byName}. ${one.standing}.</p>`,
      )}
      <p>Ask them whether both are meant before you agree.</p>`,
    })
  );
}
