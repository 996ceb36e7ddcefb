// A table that stays fast: above 200 rows only those in sight are in the document.
import {html, useEffect, useLayoutEffect, useMemo, useRef, useState} from './lib.js';
import {parseRoute, setQuery} from './route.js';

const WINDOWED_ABOVE = 200;
const MARGIN = 12;
let collator = null; // much faster than localeCompare, but slow to make

/**
 * Columns: `{head, cell(row), sort?(row) -> text or number, wide?, narrow?, number?}`. The first cell is a link if there is `href(row)`;
 * Up and Down move between these. `sortName` keeps the order in the address under that name.
 */
export function Table({caption, columns, rows, rowKey, href, empty = 'Nothing here.', sortName, hideCaption = true, rowClass}) {
  const [order, setOrder] = useOrder(sortName);
  const box = useRef(null);
  const [range, setRange] = useState({top: 0, height: 800, row: 37});
  const sorted = useMemo(() => inOrder(rows, columns, order), [rows, order.column, order.descending]);
  const windowed = sorted.length > WINDOWED_ABOVE;
  const focus = useRef(null);

  useLayoutEffect(() => {
    if (!windowed) {
      return undefined;
    }
    const element = box.current;
    const measure = () =>
      setRange({
        top: element.scrollTop,
        height: element.clientHeight,
        row: element.querySelector('tbody tr[data-index]')?.offsetHeight || 37,
      });
    measure();
    element.addEventListener('scroll', measure, {passive: true});
    addEventListener('resize', measure);
    return () => {
      element.removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
    };
  }, [windowed]);

  useEffect(() => {
    if (focus.current !== null) {
      const target = box.current.querySelector(`tr[data-index="${focus.current}"] a`);
      if (target) {
        focus.current = null;
        target.focus({preventScroll: !windowed ? false : true});
      }
    }
  });

  if (sorted.length === 0) {
    return html`<p class="empty">${empty}</p>`;
  }
  const from = windowed ? Math.max(0, Math.floor(range.top / range.row) - MARGIN) : 0;
  const to = windowed ? Math.min(sorted.length, Math.ceil((range.top + range.height) / range.row) + MARGIN) : sorted.length;

  const move = event => {
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity}[event.key];
    const row = event.target.closest('tr[data-index]');
    if (!step || !row || !href || event.target.tagName !== 'A') {
      return;
    }
    event.preventDefault();
    const next = Math.max(0, Math.min(sorted.length - 1, Number(row.dataset.index) + step));
    focus.current = next;
    if (windowed) {
      const element = box.current;
      const top = next * range.row;
      if (top < element.scrollTop || top > element.scrollTop + element.clientHeight - 3 * range.row) {
        element.scrollTop = Math.max(0, top - element.clientHeight / 2);
      }
    }
    setRange(before => ({...before, top: box.current.scrollTop}));
  };

  return html`<div
    class=${'table-box' + (windowed ? ' windowed' : '')}
    ref=${box}
    role="group"
    aria-label=${caption}
    tabindex="0"
    onKeyDown=${move}
  >
    <table aria-rowcount=${sorted.length + 1}>
      <caption class=${hideCaption ? 'hidden' : ''}>${caption}</caption>
      <thead>
        <tr aria-rowindex="1">
          ${columns.map((column, index) => html`<${Head} column=${column} index=${index} order=${order} setOrder=${setOrder} />`)}
        </tr>
      </thead>
      <tbody>
        ${from > 0 && html`<${Spacer} key="above" rows=${from} height=${range.row} columns=${columns.length} />`}
        ${sorted.slice(from, to).map(
          (row, index) => html`<tr
            key=${rowKey(row)}
            data-index=${from + index}
            aria-rowindex=${from + index + 2}
            class=${rowClass?.(row)}
          >
            ${columns.map((column, at) => cell(column, row, at === 0, at === 0 && href ? href(row) : null))}
          </tr>`,
        )}
        ${to < sorted.length && html`<${Spacer} key="below" rows=${sorted.length - to} height=${range.row} columns=${columns.length} />`}
      </tbody>
    </table>
  </div>`;
}

function Head({column, index, order, setOrder}) {
  const style = column.number ? 'number' : '';
  if (!column.sort) {
    return html`<th scope="col" class=${style}>${column.head || html`<span class="hidden">Actions</span>`}</th>`;
  }
  const ordered = order.column === index ? (order.descending ? 'descending' : 'ascending') : undefined;
  return html`<th scope="col" class=${style} aria-sort=${ordered}>
    <button
      type="button"
      class="sort"
      onClick=${() => setOrder({column: index, descending: order.column === index && !order.descending})}
    >${column.head}<span class="sort-mark" aria-hidden="true">${ordered === 'descending' ? '↓' : '↑'}</span></button>
  </th>`;
}

function cell(column, row, first, href) {
  const style = [column.number && 'number', column.wide && 'wide', column.narrow && 'narrow'].filter(Boolean).join(' ');
  const content = href ? html`<a href=${href}>${column.cell(row)}</a>` : column.cell(row);
  return first ? html`<th scope="row" class=${style}>${content}</th>` : html`<td class=${style}>${content}</td>`;
}

/** As high as the rows that are not in the document; the style is set by property, which the page's policy allows. */
function Spacer({rows, height, columns}) {
  return html`<tr class="spacer" aria-hidden="true"><td colspan=${columns} style=${{height: `${rows * height}px`}}></td></tr>`;
}

function useOrder(name) {
  const [own, setOwn] = useState({column: -1, descending: false});
  if (!name) {
    return [own, setOwn];
  }
  const text = parseRoute().query[name] || '';
  const order = {column: text === '' ? -1 : Math.abs(Number.parseInt(text, 10)) - 1, descending: text.startsWith('-')};
  return [order, ({column, descending}) => setQuery({[name]: `${descending ? '-' : ''}${column + 1}`})];
}

function inOrder(rows, columns, {column, descending}) {
  const key = columns[column]?.sort;
  if (!key) {
    return rows;
  }
  collator ||= new Intl.Collator('en', {numeric: true});
  const sign = descending ? -1 : 1;
  const keyed = rows.map(row => ({row, value: key(row) ?? ''}));
  keyed.sort(({value: a}, {value: b}) =>
    sign * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))),
  );
  return keyed.map(({row}) => row);
}
