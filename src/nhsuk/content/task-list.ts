/** A list of what is to be done, each with how far it has come. */

import { type Html, html } from '../../platform/html.ts';
import { type Heading, heading } from '../heading.ts';
import {
  type Attributes,
  attributes,
  classes,
  has,
  type Maybe,
  shown,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';
import { type Tag, tag } from './text-blocks.ts';

type Status = Words & { readonly tag?: Tag | undefined; readonly classes?: string | undefined };

export type Task = {
  readonly heading: WordsOr<Heading>;
  readonly href?: string | undefined;
  readonly hint?: WordsOr | undefined;
  readonly status?: WordsOr<Status> | undefined;
  readonly classes?: string | undefined;
};

export type TaskList = {
  readonly id?: string | undefined;
  /** What the ids of hints and statuses begin with; two lists on one page need two. */
  readonly idPrefix?: string | undefined;
  readonly items: readonly Maybe<Task>[];
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function taskList(options: TaskList): Html {
  const list = attributes({ class: classes('nhsuk-task-list', options.classes), id: options.id }, options.attributes);
  const prefix = options.idPrefix || 'task-list';
  return html`<ul${list}>
  ${options.items.map((item, index) => item && taskOf(item, `${prefix}-${index + 1}`))}
</ul>`;
}

function taskOf(item: Task, prefix: string): Html {
  const top = words<Heading>(item.heading);
  const about = words(item.hint);
  const status = words<Status>(item.status);
  const describedBy = [has(about) && `${prefix}-hint`, `${prefix}-status`].filter(Boolean).join(' ');
  const title = heading({
    id: top.id,
    text: top.text,
    html: top.html,
    visuallyHiddenText: top.visuallyHiddenText,
    className: item.href ? 'nhsuk-task-list__link' : '',
    classes: classes(item.href ? 'nhsuk-link' : '', top.classes) || undefined,
    attributes: { href: item.href, 'aria-describedby': item.href ? describedBy : undefined, ...top.attributes },
    element: item.href ? 'a' : 'div',
  });
  return html`<li class="${classes('nhsuk-task-list__item', item.classes, item.href && 'nhsuk-task-list__item--with-link')}">
    <div class="nhsuk-task-list__name-and-hint">
      ${title}
      ${
        has(about) &&
        html`<div class="nhsuk-task-list__hint" id="${prefix}-hint">
        ${shown(about)}
      </div>`
      }
    </div>
    <div class="${classes('nhsuk-task-list__status', status.classes)}" id="${prefix}-status">
      ${status.tag ? tag(status.tag) : shown(status)}
    </div>
  </li>`;
}
