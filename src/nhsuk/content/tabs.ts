/** Parts of one page behind tabs; without scripts they stand one below the other. */

import { type Html, html } from '../../platform/html.ts';
import { heading } from '../heading.ts';
import { type Attributes, attributes, classes, type Maybe, type Words } from '../parts.ts';

export type Tab = {
  readonly id?: string | undefined;
  readonly label: string;
  readonly panel: Words & { readonly attributes?: Attributes | undefined };
  readonly attributes?: Attributes | undefined;
};

export type Tabs = {
  readonly id?: string | undefined;
  /** What the ids of the parts begin with; the id unless said otherwise. */
  readonly idPrefix?: string | undefined;
  /** The heading for those who hear the page. */
  readonly visuallyHiddenText?: string | undefined;
  readonly items: readonly Maybe<Tab>[];
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function tabs(options: Tabs): Html {
  const list = attributes(
    { class: classes('nhsuk-tabs', options.classes), id: options.id, 'data-module': 'nhsuk-tabs' },
    options.attributes,
  );
  const idOf = (item: Tab, index: number) => item.id || `${options.idPrefix || options.id}-${index + 1}`;
  const names = options.items.map(
    (item, index) =>
      item &&
      html`<li class="${classes('nhsuk-tabs__list-item', undefined, index === 0 && 'nhsuk-tabs__list-item--selected')}">
  <a${attributes({ class: 'nhsuk-tabs__tab', href: `#${idOf(item, index)}` }, item.attributes)}>
    ${item.label}
  </a>
</li>`,
  );
  const panels = options.items.map((item, index) => {
    if (!item) return undefined;
    const className = classes('nhsuk-tabs__panel', undefined, index > 0 && 'nhsuk-tabs__panel--hidden');
    return html`<div${attributes({ class: className, id: idOf(item, index) }, item.panel.attributes)}>
  ${item.panel.html?.text ? item.panel.html : item.panel.text && html`<p>${item.panel.text}</p>`}
</div>`;
  });
  return html`<div${list}>
  ${heading({ text: options.visuallyHiddenText ?? 'Contents', level: 2, className: 'nhsuk-tabs__heading' })}
  ${options.items.length > 0 && html`<ul class="nhsuk-tabs__list">${names}</ul>${panels}`}
</div>`;
}
