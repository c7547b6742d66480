/** Says to whoever decides that the same may have been asked for already (R-084), and leads there. */
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { type Html, html } from '../../platform/html.ts';
import { type AskedFor, askedAlready } from '../../rules/payment/asked-already.ts';
import { longDate, type PlainDate } from '../../values/dates.ts';

export type AskedBefore = AskedFor & {
  readonly href: string;
  readonly madeOn: PlainDate;
  readonly byName: string;
  /** Where it stands, as a sentence begins. */
  readonly standing: string;
};

/** Nothing where nobody asked for the same. */
export function askedAlreadyPart(asked: AskedFor, all: readonly AskedBefore[]): Html | false {
  const same = askedAlready(asked, all);
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
