/** A banner about something that has just happened, or that the person should know. */

import { type Html, html, type Piece } from '../../platform/html.ts';
import { type Heading, heading } from '../heading.ts';
import { type Attributes, attributes, classes, has, stated, type Words, type WordsOr, words } from '../parts.ts';

export type NotificationBanner = Words & {
  readonly id?: string | undefined;
  /** `success` takes the focus and is read out at once. */
  readonly variant?: 'success' | undefined;
  readonly title?: WordsOr<Heading> | undefined;
  readonly heading?: WordsOr<Heading> | undefined;
  readonly role?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function notificationBanner(options: NotificationBanner): Html {
  const title = words<Heading>(options.title);
  const top = words<Heading>(options.heading);
  const isSuccess = options.variant === 'success';
  const titleId = title.id || 'nhsuk-notification-banner-title';
  const list = attributes(
    {
      class: classes('nhsuk-notification-banner', options.classes, isSuccess && 'nhsuk-notification-banner--success'),
      id: options.id,
      'data-module': 'nhsuk-notification-banner',
      'data-disable-auto-focus': stated(options.disableAutoFocus),
      role: options.role || (isSuccess ? 'alert' : 'region'),
      'aria-labelledby': titleId,
    },
    options.attributes,
  );
  return html`<div${list}>
  <div class="nhsuk-notification-banner__header">
    ${heading({
      ...title,
      id: titleId,
      text: title.text ?? (isSuccess ? 'Success' : 'Important'),
      level: title.level ?? 2,
      className: 'nhsuk-notification-banner__title',
    })}
  </div>
  <div class="nhsuk-notification-banner__content">
    ${heading({ ...top, level: top.level ?? 3, className: 'nhsuk-notification-banner__heading' })}
    ${contentOf(options, has(top))}
  </div>
</div>`;
}

function contentOf(options: Words, hasHeading: boolean): Piece {
  if (options.html?.text) return options.html;
  const className = hasHeading ? 'nhsuk-body' : 'nhsuk-notification-banner__heading';
  return (
    options.text &&
    html`<p class="${className}">
      ${options.text}
    </p>`
  );
}
