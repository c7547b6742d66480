/** A summary list: what is known, row by row, with links to change it. */

import { type Html, html, type Piece } from '../../platform/html.ts';
import { type Attributes, attributes, classes, type Maybe, shown, type Words, type WordsOr, words } from '../parts.ts';
import { type Action, action, actionsOf, type Card, card } from './card.ts';

type Cell = Words & {
  readonly id?: string | undefined;
  readonly width?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

type CellOfActions = Omit<Cell, 'text' | 'html'>;

export type SummaryRow = {
  readonly id?: string | undefined;
  readonly key: WordsOr<Cell>;
  readonly value: WordsOr<Cell>;
  readonly actions?:
    | readonly Maybe<Action>[]
    | (CellOfActions & { readonly items: readonly Maybe<Action>[] })
    | undefined;
  readonly border?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type SummaryList = {
  readonly id?: string | undefined;
  readonly rows?: readonly Maybe<SummaryRow>[] | undefined;
  /** Rows that were written elsewhere, in place of `rows`. */
  readonly html?: Html | undefined;
  readonly border?: boolean | undefined;
  readonly lastRowBorder?: boolean | undefined;
  readonly card?: Card | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function summaryList(options: SummaryList): Html {
  const rows = (options.rows ?? []).filter(row => row !== undefined && row !== false);
  const names = classes(
    'nhsuk-summary-list',
    options.classes,
    options.border === false && 'nhsuk-summary-list--no-border',
    options.border !== false && options.lastRowBorder === false && 'nhsuk-summary-list--no-last-row-border',
  );
  const anyActions = rows.some(row => actionsOf(row.actions).items.length > 0);
  const content: Piece =
    options.html ??
    rows.map((row, index) => {
      const isLastOfOpen = options.lastRowBorder === false && index === rows.length - 1;
      return summaryRow(row, { anyActions, isLastOfOpen, card: options.card });
    });
  const list = html`<dl${attributes({ class: names, id: options.id }, options.attributes)}>
  ${content}
</dl>`;
  return options.card ? card({ ...options.card, description: list }) : list;
}

type Around = { readonly anyActions: boolean; readonly isLastOfOpen: boolean; readonly card: Card | undefined };

function summaryRow(row: SummaryRow, around: Around): Html {
  const actions = actionsOf<CellOfActions>(row.actions);
  const names = classes(
    'nhsuk-summary-list__row',
    row.classes,
    around.anyActions && actions.items.length === 0 && 'nhsuk-summary-list__row--no-actions',
    row.border === false && !around.isLastOfOpen && 'nhsuk-summary-list__row--no-border',
  );
  const key = words<Cell>(row.key);
  const value = words<Cell>(row.value);
  return html`<div${attributes({ class: names, id: row.id }, row.attributes)}>
  <dt${cell('key', key)}>
    ${shown(key)}
  </dt>
  <dd${cell('value', value)}>
    ${shown(value)}
  </dd>
  ${
    actions.items.length > 0 &&
    html`<dd${cell('actions', actions)}>
    ${linksOf(actions.items, around.card)}
  </dd>`
  }
</div>`;
}

function linksOf(items: readonly Action[], of: Card | undefined): Piece {
  if (items.length === 1) return action(items[0]!, of);
  return html`<ul class="nhsuk-summary-list__actions-list">
    ${items.map(
      item => html`<li class="nhsuk-summary-list__actions-list-item">
        ${action(item, of)}
      </li>`,
    )}
    </ul>`;
}

function cell(part: 'key' | 'value' | 'actions', given: Partial<Cell>): Html {
  const names = classes(`nhsuk-summary-list__${part}`, given.classes, given.width && `nhsuk-u-width-${given.width}`);
  return attributes({ class: names, id: given.id }, given.attributes);
}
