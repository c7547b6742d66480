/**
 * A table of rows and columns. `responsive` turns each row into a list of headed cells on a narrow screen;
 * without it a wide table makes the whole page scroll sideways.
 */

import { type Html, html, type Piece } from '../../platform/html.ts';
import { type Caption, heading, type Size } from '../heading.ts';
import {
  type Attributes,
  attributes,
  classes,
  element,
  familyClass,
  has,
  type Maybe,
  shown,
  translated,
  type Words,
  type WordsOr,
  words,
} from '../parts.ts';
import { type Card, card } from './card.ts';
import { scroll } from './scroll.ts';

export type Cell = Words & {
  readonly href?: string | undefined;
  readonly visuallyHiddenText?: string | undefined;
  /** `numeric` sets figures to the right, in a column that lines up. */
  readonly format?: 'numeric' | 'string' | undefined;
  readonly align?: 'left' | 'centre' | 'right' | undefined;
  readonly width?: string | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
  /** What to sort by where the words themselves do not sort, such as a date. */
  readonly sortValue?: string | number | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

type Order = 'ascending' | 'descending' | 'none';

export type HeadCell = Omit<Cell, 'sortValue'> & {
  /** The order that the column has now; `true` for none. With `href` on a heading the server sorts. */
  readonly sort?: Order | boolean | undefined;
  readonly sortNext?: Order | undefined;
};

export type TableCaption = Words & {
  readonly id?: string | undefined;
  readonly caption?: WordsOr<Caption> | undefined;
  readonly size?: Size | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Table = {
  readonly id?: string | undefined;
  readonly caption?: WordsOr<TableCaption> | undefined;
  readonly head?: readonly Maybe<WordsOr<HeadCell>>[] | undefined;
  readonly rows: readonly Maybe<readonly Maybe<WordsOr<Cell>>[]>[];
  readonly firstCellIsHeader?: boolean | undefined;
  readonly responsive?: boolean | undefined;
  readonly scroll?: boolean | undefined;
  readonly compact?: boolean | undefined;
  readonly striped?: boolean | undefined;
  readonly border?: boolean | undefined;
  readonly lastRowBorder?: boolean | undefined;
  readonly variant?: 'reverse' | undefined;
  readonly card?: Card | undefined;
  readonly sortAnnouncementText?: string | undefined;
  readonly ascendingText?: string | undefined;
  readonly descendingText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function table(options: Table): Html {
  const head = (options.head ?? []).map(item =>
    item === undefined || item === false ? undefined : words<HeadCell>(item),
  );
  const names = classNamesOf(options, head);
  const isSortable = names.split(' ').includes('nhsuk-table--sortable');
  const serverSorts = head.some(item => item?.sort && item.href);
  const small = words<TableCaption>(options.caption);
  const captionId = small.id ?? (options.scroll ? scrollCaptionId(options.id, small.text) : undefined);
  const list = attributes(
    { class: names, id: options.id, 'data-module': isSortable && !serverSorts && 'nhsuk-table' },
    translated('sort-announcement', options.sortAnnouncementText),
    translated('ascending', options.ascendingText),
    translated('descending', options.descendingText),
    { role: options.responsive && 'table' },
    options.attributes,
  );
  const body = html`<table${list}>
  ${tableCaption(small, captionId, isSortable)}
  ${head.length > 0 && headOf(options, head, serverSorts)}
  <tbody class="nhsuk-table__body">
  ${options.rows.map(row => row && rowOf(options, row, head))}
  </tbody>
</table>`;
  const whole = options.scroll ? scroll({ html: body, labelledBy: captionId, variant: options.variant }) : body;
  return options.card ? card({ ...options.card, description: whole }) : whole;
}

function classNamesOf(options: Table, head: readonly (Partial<HeadCell> | undefined)[]): string {
  return classes(
    'nhsuk-table',
    options.classes,
    options.variant === 'reverse' && 'nhsuk-table--reverse',
    options.compact && 'nhsuk-table--compact',
    options.responsive && 'nhsuk-table--responsive',
    options.border === false && 'nhsuk-table--no-border',
    options.border !== false && options.lastRowBorder === false && 'nhsuk-table--no-last-row-border',
    head.some(item => item?.sort) && 'nhsuk-table--sortable',
    options.striped && 'nhsuk-table--striped',
  );
}

/** A region that scrolls takes its name from the caption, so the caption must have an id. */
function scrollCaptionId(tableId: string | undefined, text: string | undefined): string | undefined {
  if (tableId) return `${tableId}-caption`;
  return text && `table-${text.replaceAll(' ', '-').toLowerCase().slice(0, 40)}-caption`;
}

function tableCaption(small: Partial<TableCaption>, id: string | undefined, isSortable: boolean): Piece {
  const hidden = small.visuallyHiddenText ?? (isSortable ? 'Column headers are sortable' : undefined);
  const inner = words<Caption>(small.caption);
  const isInside = !inner.placement || inner.placement === 'start' || inner.placement === 'end';
  return heading({
    ...small,
    id,
    visuallyHiddenText: hidden && `(${hidden})`,
    caption: { ...inner, placement: isInside ? inner.placement : undefined, size: inner.size ?? small.size },
    sizes: ['s', 'm', 'l', 'xl'],
    className: 'nhsuk-table__caption',
    classPrefix: 'nhsuk-table__caption--',
    element: 'caption',
  });
}

function headOf(options: Table, head: readonly (Partial<HeadCell> | undefined)[], serverSorts: boolean): Html {
  const isSortable = head.some(item => item?.sort);
  const cells = head.map(item => {
    if (!item) return undefined;
    const order = item.sort === true ? 'none' : item.sort || undefined;
    const sorting = {
      'data-sort': order !== undefined && isSortable,
      'data-sort-next': isSortable && !serverSorts && item.sortNext,
      'aria-sort': isSortable && order !== 'none' && order,
    };
    return cellOf('th', item, cellWords(item), {
      scope: 'col',
      role: options.responsive && 'columnheader',
      colspan: options.responsive ? undefined : item.colspan,
      rowspan: item.rowspan,
      ...sorting,
    });
  });
  const role = (name: string) => options.responsive && html` role="${name}"`;
  return html`<thead class="nhsuk-table__head"${role('rowgroup')}>
    <tr class="nhsuk-table__row"${role('row')}>
    ${cells}
    </tr>
  </thead>`;
}

function rowOf(
  options: Table,
  row: readonly Maybe<WordsOr<Cell>>[],
  head: readonly (Partial<HeadCell> | undefined)[],
): Html {
  const cells = row.map((item, index) => {
    if (item === undefined || item === false) return undefined;
    const over = head[index];
    const data = words<Cell>(item);
    const isHeader = index === 0 && options.firstCellIsHeader === true;
    const settled = {
      ...data,
      // Below one another a heading with nothing beside it says nothing.
      classes:
        options.responsive && !has(data) && !data.visuallyHiddenText
          ? classes('openphb-empty', data.classes)
          : data.classes,
      format: data.format ?? over?.format,
      align: data.align ?? (data.format === 'string' && over?.format === 'numeric' ? 'right' : over?.align),
    };
    return cellOf(isHeader ? 'th' : 'td', settled, bodyWords(options, data, over), {
      scope: isHeader && 'row',
      role: options.responsive && (isHeader ? 'rowheader' : 'cell'),
      colspan: options.responsive ? undefined : data.colspan,
      rowspan: data.rowspan,
      'data-sort-value': data.sortValue,
    });
  });
  return html`<tr class="nhsuk-table__row"${options.responsive && html` role="row"`}>
    ${cells}
    </tr>`;
}

function cellOf(name: 'th' | 'td', cell: Partial<Cell>, content: Piece, list: Attributes): Html {
  const base = name === 'th' ? 'nhsuk-table__header' : 'nhsuk-table__cell';
  const align = familyClass('nhsuk-u-text-align-', cell.align, ['left', 'centre', 'right'], cell.classes);
  const names = classes(
    base,
    cell.classes,
    cell.format === 'numeric' && `${base}--numeric`,
    align,
    cell.width && `nhsuk-u-width-${cell.width}`,
  );
  return element(
    name,
    attributes({ class: names }, list, cell.attributes),
    html`
  ${content}
`,
  );
}

/** The words of a body cell; in a responsive table with the heading of its column before them. */
function bodyWords(options: Table, data: Partial<Cell>, over: Partial<HeadCell> | undefined): Piece {
  const inner = cellWords(data);
  if (!options.responsive || !over) return inner;
  const title = cellWords({ text: over.text, html: over.html, visuallyHiddenText: over.visuallyHiddenText });
  return html`<span class="nhsuk-table__heading" aria-hidden="true">${title} </span>${data.html ? html`<span>${inner}</span>` : inner}`;
}

function cellWords(cell: Partial<Cell>): Html {
  const hidden = cell.visuallyHiddenText;
  const inner = html`${shown(cell)}${hidden && html`<span class="nhsuk-u-visually-hidden">${has(cell) && ' '}${hidden}</span>`}`;
  return cell.href ? html`<a class="nhsuk-link" href="${cell.href}">${inner}</a>` : inner;
}
