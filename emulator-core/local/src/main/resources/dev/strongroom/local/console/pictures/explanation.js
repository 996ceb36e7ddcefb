// Why a call is allowed or denied: as a tree, a table or a text.
import {html, setQuery, useRef, Table, Tabs, Tag} from '../frame.js';
import {layerName, outcomeText, tree} from './tree.js';
import {useWidth} from './width.js';

const PICTURES = [
  ['tree', 'Decision tree'],
  ['table', 'Table'],
  ['text', 'Text'],
];

/** The explanation on a page of its own: the address says in which form. */
export function Explanation({access, before, as}) {
  const shown = PICTURES.some(([id]) => id === as) ? as : 'tree';
  if (access.decisions.length === 0) {
    return null;
  }
  return html`<section class="card explanation" aria-label="Explanation">
    <${Tabs} label="Forms of the explanation" tabs=${PICTURES} selected=${shown} onSelect=${id => setQuery({as: id === 'tree' ? '' : id})} />
    ${shown === 'tree' && html`<${Tree} access=${access} before=${before} />`}
    ${shown === 'table' && html`<${Layers} access=${access} />`}
    ${shown === 'text' && html`<pre class="json" tabindex="0" role="region" aria-label="Explanation as text">${access.text}</pre>`}
  </section>`;
}

/** The explanation in a page that has several. */
export function Decision({access}) {
  return html`<div class="decision">
    <${Tree} access=${access} />
    <details>
      <summary>As a table</summary>
      <${Layers} access=${access} />
    </details>
  </div>`;
}

/** The picture in the width that there is. */
function Tree({access, before}) {
  const box = useRef(null);
  const width = useWidth(box, 240);
  return html`<div class="tree-box" ref=${box}>${tree({access, before, width, ...fontOf(box.current ?? document.body)})}</div>`;
}

function fontOf(element) {
  const {fontFamily, fontSize} = getComputedStyle(element);
  const font = Math.round(Number.parseFloat(fontSize) * 0.93 * 10) / 10;
  const canvas = document.createElement('canvas').getContext('2d');
  const measure = (text, bold) => {
    canvas.font = `${bold ? 600 : 400} ${font}px ${fontFamily}`;
    return canvas.measureText(text).width;
  };
  return {font, measure};
}

function Layers({access}) {
  const rows = access.decisions.flatMap((decision, check) =>
    decision.layers.flatMap(layer => {
      const statements = layer.findings.length > 0 ? layer.findings : [null];
      return statements.map((finding, index) => ({key: `${check}/${layer.layer}/${index}`, decision, layer, finding}));
    }),
  );
  return html`<${Table}
    caption="Layers and statements"
    rows=${rows}
    rowKey=${row => row.key}
    columns=${[
      {head: 'Check', cell: row => row.decision.action},
      {head: 'Layer', cell: row => layerName(row.layer.layer)},
      {
        head: 'Outcome',
        cell: row =>
          html`<${Tag} kind=${{ALLOW: 'good', EXPLICIT_DENY: 'error'}[row.layer.outcome]}>${outcomeText(row.layer.outcome)}<//>${
            row.layer.layer === row.decision.layer && html` <${Tag} kind="info">decides<//>`
          }`,
      },
      {head: 'Statement', cell: row => row.finding && `${row.finding.policy ? row.finding.policy + '/' : ''}${row.finding.statement}`},
      {head: 'Effect', cell: row => row.finding && (row.finding.allows ? 'Allow' : 'Deny')},
      {head: 'Why', wide: true, cell: row => row.finding?.why},
    ]}
  />`;
}
