// The decision tree of an access: for each check of a call, the layers in AWS's order along a line that ends at the layer
// that refuses, or at "allowed". A pure function from the answer of administration's `explain` to SVG.
import {html} from '../frame.js';

const NAMES = {
  RESOURCE_CONTROL_POLICY: 'RCP',
  SERVICE_CONTROL_POLICY: 'SCP',
  ENDPOINT_POLICY: 'endpoint policy',
  RESOURCE_POLICY: 'resource policy',
  KEY_POLICY: 'key policy',
  GRANT: 'grant',
  IDENTITY_POLICY: 'identity policy',
  PERMISSIONS_BOUNDARY: 'permissions boundary',
  SESSION_POLICY: 'session policy',
};
const OUTCOMES = {
  ALLOW: 'allows',
  EXPLICIT_DENY: 'denies',
  IMPLICIT_DENY: 'has no statement that applies',
  NOT_PRESENT: 'there is none',
};
const KINDS = {ALLOW: 'good', EXPLICIT_DENY: 'error', IMPLICIT_DENY: 'open', NOT_PRESENT: 'absent'};
const WIDEST = 620;
const NARROWEST_PAIR = 760;
const MOST_FINDINGS = 8;

export const layerName = layer => NAMES[layer] || layer;
export const outcomeText = outcome => OUTCOMES[outcome] || outcome;

/** Why a check ends as it does, in a sentence. */
export function because({allowed, explicitDeny, layer, layers}) {
  const name = layerName(layer);
  if (allowed) {
    return `the ${name} allows it`;
  }
  if (explicitDeny) {
    return `a statement of the ${name} denies it`;
  }
  const present = layers.find(each => each.layer === layer)?.outcome !== 'NOT_PRESENT';
  return present ? `no statement of the ${name} allows it` : `there is no ${name} that allows it`;
}

/**
 * Draws the checks of an access beside one another, or one below the other where it is narrow. Layers with another outcome
 * than `before` are marked as changed. `font` is the text's size in pixels, `measure(text, bold)` the width of a text.
 */
export function tree({access, before, width, font, measure}) {
  const {decisions} = access;
  const gap = font * 2;
  const beside = decisions.length > 1 && width >= NARROWEST_PAIR;
  const each = Math.min(beside ? (width - gap) / 2 : width, WIDEST);
  const parts = [];
  let row = 0;
  let bottom = 0;
  let left = 0;
  decisions.forEach((decision, index) => {
    const x = beside && index % 2 === 1 ? each + gap : 0;
    if (!beside || index % 2 === 0) {
      row = bottom === 0 ? 0 : bottom + gap;
    }
    const part = check({
      decision,
      before: before?.decisions[index],
      x,
      y: row,
      width: each,
      font,
      measure,
      step: index + 1,
      of: decisions.length,
    });
    parts.push(...part.parts);
    bottom = Math.max(bottom, part.bottom);
    left = Math.max(left, x + each);
  });
  const height = Math.ceil(bottom + 2);
  return html`<svg
    class="tree"
    role="img"
    aria-label=${spoken(access)}
    width=${left}
    height=${height}
    viewBox=${`0 0 ${left} ${height}`}
    font-size=${font}
  >${parts}</svg>`;
}

function spoken({decisions}) {
  return decisions
    .map(each => `${each.action} is ${each.allowed ? 'allowed' : 'denied'}: ${because(each)}`)
    .join('; then ');
}

/** Draws one check; what is drawn lies in three planes: grounds below lines below texts and marks. */
function check({decision, before, x, y, width, font, measure, step, of}) {
  const pen = {
    x,
    width,
    font,
    measure,
    line: font * 1.5,
    pad: font * 0.8,
    spine: x + font * 1.4,
    textX: x + font * 3,
    leafX: x + font * 4.5,
    right: x + width,
    grounds: [],
    lines: [],
    parts: [],
  };
  let from = head(pen, decision, y, of > 1 ? `${step}. ` : '');
  let at = from + font * 0.6;
  let ended = false; // what stands below the layer that refuses decides nothing
  for (const layer of decision.layers) {
    const decides = layer.layer === decision.layer;
    const top = at;
    const was = before?.layers.find(each => each.layer === layer.layer)?.outcome;
    const row = layerRow(pen, layer, was, at);
    at = row.bottom;
    if (decides && !decision.allowed) {
      at = denied(pen, decision, layer, row.middle, at);
    }
    if (decides) {
      const style = 'decisive ' + (decision.allowed ? 'good' : 'error');
      pen.grounds.push(html`<rect class=${style} x=${x + 0.5} y=${top - font * 0.25} width=${width - 1} height=${at - top + font * 0.3} rx="6" />`);
    }
    pen.lines.unshift(html`<path class=${ended ? 'spine ended' : 'spine'} d=${`M${pen.spine} ${from}V${row.middle}`} />`);
    ended ||= decides && !decision.allowed;
    from = row.middle;
    at += font * 0.45;
  }
  if (decision.allowed) {
    const end = at + font * 0.7;
    branch(pen, from, end, 'good');
    pen.parts.push(pill(pen.textX, end, 'ALLOWED', 'good', font, measure));
    at = end + font * 1.2;
  }
  return {parts: [...pen.grounds, ...pen.lines, ...pen.parts], bottom: at};
}

/** The box with the action and its resource; returns where it ends. */
function head({x, width, font, measure, line, pad, grounds, parts}, {action, resource}, y, number) {
  const inner = width - 2 * pad;
  const texts = [
    ...wrapped(number + action, inner, measure, true).map(text => [text, 'strong']),
    ...wrapped(resource === '*' ? 'on all resources' : resource, inner, measure).map(text => [text, 'muted']),
  ];
  const height = texts.length * line + pad * 1.4;
  grounds.push(html`<rect class="root" x=${x + 0.5} y=${y + 0.5} width=${width - 1} height=${height} rx="6" />`);
  texts.forEach(([text, style], index) =>
    parts.push(html`<text class=${style} x=${x + pad} y=${y + pad * 0.7 + line * (index + 0.72)}>${text}</text>`),
  );
  return y + height;
}

/** A layer with its statements; returns the height of its mark and where it ends. */
function layerRow(pen, layer, was, top) {
  const {font, measure, line, pad, spine, textX, right, parts} = pen;
  const kind = KINDS[layer.outcome];
  const changed = was && was !== layer.outcome;
  const middle = top + line * 0.5 + font * 0.2;
  const title = layerName(layer.layer);
  const outcome = outcomeText(layer.outcome) + (changed ? ` (before: ${outcomeText(was)})` : '');
  const outcomeX = textX + measure(title, true) + font * 0.6;
  let y = middle + font * 0.35;
  const own = [html`<text class="strong" x=${textX} y=${y}>${title}</text>`];
  if (outcomeX + measure(outcome) < right - pad) {
    own.push(html`<text class=${kind} x=${outcomeX} y=${y}>${outcome}</text>`);
  } else {
    for (const text of wrapped(outcome, right - textX - pad, measure)) {
      y += line;
      own.push(html`<text class=${kind} x=${textX} y=${y}>${text}</text>`);
    }
  }
  let bottom = y + font * 0.65;
  for (const leaf of leavesOf(layer)) {
    bottom = leafRow(pen, leaf, bottom, own);
  }
  parts.push(html`<g class=${changed ? 'layer changed' : 'layer'} data-layer=${layer.layer} data-outcome=${layer.outcome}>
    ${own}<${Mark} kind=${kind} x=${spine} y=${middle} size=${font * 0.72} filled />
  </g>`);
  return {middle, bottom};
}

/** A statement, on a twig of the spine; returns where it ends. */
function leafRow({font, measure, line, pad, spine, leafX, right, lines}, {text, style, mark}, top, own) {
  const middle = top + line * 0.5 - font * 0.15;
  if (mark) {
    const end = spine + font * 0.5;
    lines.push(html`<path class="twig" d=${`M${spine} ${middle - font * 0.5}Q${spine} ${middle} ${end} ${middle}H${leafX - font * 0.9}`} />`);
    own.push(html`<${Mark} kind=${mark} x=${leafX - font * 0.4} y=${middle} size=${font * 0.42} />`);
  }
  let y = middle + font * 0.35;
  let bottom = y;
  for (const part of wrapped(text, right - leafX - font * 0.4 - pad, measure)) {
    own.push(html`<text class=${style} x=${leafX + font * 0.4} y=${y}>${part}</text>`);
    bottom = y + font * 0.5;
    y += line * 0.92;
  }
  return bottom;
}

/** The end of a refused check, with the statement that denies it if one does; returns where it ends. */
function denied(pen, decision, layer, middle, top) {
  const {font, measure, pad, textX, right, parts} = pen;
  const y = top + font * 0.9;
  branch(pen, middle, y, 'error');
  parts.push(pill(textX, y, 'DENIED', 'error', font, measure));
  const by = decision.explicitDeny && layer.findings.find(each => each.applies && !each.allows)?.statement;
  if (by) {
    const x = textX + measure('DENIED', true) + font * 2;
    parts.push(html`<text x=${x} y=${y + font * 0.35}>${wrapped(`by ${by}`, right - x - pad, measure)[0]}</text>`);
  }
  return y + font * 1.1;
}

/** A line from the spine to what ends it. */
function branch({font, spine, textX, lines}, from, to, kind) {
  const bend = font * 0.6;
  lines.push(html`<path class=${'limb ' + kind} d=${`M${spine} ${from}V${to - bend}Q${spine} ${to} ${spine + bend} ${to}H${textX}`} />`);
}

/** The statements as lines; of many that don't apply only some. */
function leavesOf({findings}) {
  const order = [...findings.filter(each => each.applies), ...findings.filter(each => !each.applies)];
  const shown = order.slice(0, MOST_FINDINGS);
  const leaves = shown.map(({policy, statement, allows, applies, why}) => ({
    text: `${policy ? policy + '/' : ''}${statement} (${allows ? 'Allow' : 'Deny'}): ${why}`,
    style: applies ? '' : 'muted',
    mark: applies ? (allows ? 'good' : 'error') : 'open',
  }));
  if (order.length > shown.length) {
    leaves.push({text: `and ${order.length - shown.length} more that don’t apply`, style: 'muted', mark: null});
  }
  return leaves;
}

function pill(x, y, label, kind, font, measure) {
  const width = measure(label, true) + font * 1.4;
  return html`<g class=${'pill ' + kind}>
    <rect x=${x} y=${y - font * 0.85} width=${width} height=${font * 1.7} rx=${font * 0.85} />
    <text x=${x + width / 2} y=${y + font * 0.35} text-anchor="middle">${label}</text>
  </g>`;
}

/** A tick, a cross, a ring or a dot: the form says what the colour says. */
function Mark({kind, x, y, size, filled}) {
  const s = size * 0.48;
  const paths = {
    good: `M${x - s} ${y + s * 0.1}l${s * 0.7} ${s * 0.7}l${s * 1.3} ${-s * 1.5}`,
    error: `M${x - s * 0.8} ${y - s * 0.8}l${s * 1.6} ${s * 1.6}M${x + s * 0.8} ${y - s * 0.8}l${-s * 1.6} ${s * 1.6}`,
    open: `M${x - s * 0.8} ${y}h${s * 1.6}`,
    absent: '',
  };
  const radius = kind === 'absent' ? size * 0.45 : size;
  return html`<g class=${`mark ${kind}${filled ? ' filled' : ''}`}>
    <circle cx=${x} cy=${y} r=${radius} />
    ${paths[kind] && html`<path d=${paths[kind]} />`}
  </g>`;
}

/** A text in lines of a width; a word that is longer than a line is broken. */
export function wrapped(text, width, measure, bold = false) {
  const lines = [];
  let line = '';
  for (const word of String(text).split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer, bold) <= width) {
      line = longer;
      continue;
    }
    if (line) {
      lines.push(line);
    }
    let rest = word;
    while (measure(rest, bold) > width && rest.length > 1) {
      let fit = Math.max(1, Math.floor((rest.length * width) / measure(rest, bold)));
      while (fit > 1 && measure(rest.slice(0, fit), bold) > width) {
        fit--;
      }
      lines.push(rest.slice(0, fit));
      rest = rest.slice(fit);
    }
    line = rest;
  }
  lines.push(line);
  return lines;
}
