// The decision tree of an access: for each check of a call, the layers in AWS's order along a line that ends at the layer
// that refuses, or at "allowed". A pure function from the answer of administration's `explain` to SVG.
import {html} from '../lib.js';

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
    const part = check({decision, before: before?.decisions[index], x, y: row, width: each, font, measure, step: index + 1, of: decisions.length});
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

function check({decision, before, x, y, width, font, measure, step, of}) {
  const grounds = []; // below the lines, which are below the texts and marks
  const lines = [];
  const parts = [];
  const line = font * 1.5;
  const pad = font * 0.8;
  const spine = x + font * 1.4;
  const textX = x + font * 3;
  const leafX = textX + font * 1.5;
  const right = x + width;

  const head = [
    ...wrapped(`${of > 1 ? `${step}. ` : ''}${decision.action}`, width - 2 * pad, measure, true).map(text => [text, 'strong']),
    ...wrapped(decision.resource === '*' ? 'on all resources' : decision.resource, width - 2 * pad, measure).map(text => [text, 'muted']),
  ];
  const headHeight = head.length * line + pad * 1.4;
  grounds.push(html`<rect class="root" x=${x + 0.5} y=${y + 0.5} width=${width - 1} height=${headHeight} rx="6" />`);
  head.forEach(([text, style], index) =>
    parts.push(html`<text class=${style} x=${x + pad} y=${y + pad * 0.7 + line * (index + 0.72)}>${text}</text>`),
  );

  let at = y + headHeight + font * 0.6;
  let ended = false;
  let from = y + headHeight;
  for (const layer of decision.layers) {
    const decisive = layer.layer === decision.layer;
    const kind = KINDS[layer.outcome];
    const was = before?.layers.find(each => each.layer === layer.layer)?.outcome;
    const changed = was && was !== layer.outcome;
    const top = at;
    const leaves = leavesOf(layer);
    const own = [];
    const title = `${layerName(layer.layer)} `;
    const middle = at + line * 0.5 + font * 0.2;
    const outcome = outcomeText(layer.outcome) + (changed ? ` (before: ${outcomeText(was)})` : '');
    const titleWidth = measure(title, true) + font * 0.3;
    const fits = titleWidth + measure(outcome) < right - textX - pad;
    own.push(html`<text class="strong" x=${textX} y=${middle + font * 0.35}>${title}</text>`);
    let textY = middle + font * 0.35;
    if (fits) {
      own.push(html`<text class=${kind} x=${textX + titleWidth} y=${textY}>${outcome}</text>`);
    } else {
      for (const text of wrapped(outcome, right - textX - pad, measure)) {
        textY += line;
        own.push(html`<text class=${kind} x=${textX} y=${textY}>${text}</text>`);
      }
    }
    at = textY + font * 0.65;
    for (const leaf of leaves) {
      const leafMiddle = at + line * 0.5 - font * 0.15;
      if (leaf.mark) {
        lines.push(html`<path
          class="twig"
          d=${`M${spine} ${leafMiddle - font * 0.5}Q${spine} ${leafMiddle} ${spine + font * 0.5} ${leafMiddle}H${leafX - font * 0.9}`}
        />`);
        own.push(html`<${Mark} kind=${leaf.mark} x=${leafX - font * 0.4} y=${leafMiddle} size=${font * 0.42} />`);
      }
      let lineY = leafMiddle + font * 0.35;
      wrapped(leaf.text, right - leafX - font * 0.4 - pad, measure).forEach((text, index) => {
        own.push(html`<text class=${leaf.style} x=${leafX + font * 0.4} y=${lineY + index * line * 0.92}>${text}</text>`);
        at = lineY + index * line * 0.92 + font * 0.5;
      });
    }
    const refuses = decisive && !decision.allowed;
    if (refuses) {
      const label = 'DENIED';
      const y2 = at + font * 0.9;
      const by = decision.explicitDeny && layer.findings.find(each => each.applies && !each.allows)?.statement;
      lines.push(html`<path class="limb error" d=${`M${spine} ${middle}V${y2 - font * 0.6}Q${spine} ${y2} ${spine + font * 0.6} ${y2}H${textX}`} />`);
      own.push(pill(textX, y2, label, 'error', font, measure));
      if (by) {
        const byX = textX + measure(label, true) + font * 2;
        own.push(html`<text x=${byX} y=${y2 + font * 0.35}>${wrapped(`by ${by}`, right - byX - pad, measure)[0]}</text>`);
      }
      at = y2 + font * 1.1;
    }
    if (decisive) {
      grounds.push(html`<rect
        class=${'decisive ' + (decision.allowed ? 'good' : 'error')}
        x=${x + 0.5}
        y=${top - font * 0.25}
        width=${width - 1}
        height=${at - top + font * 0.3}
        rx="6"
      />`);
    }
    lines.unshift(html`<path class=${ended ? 'spine ended' : 'spine'} d=${`M${spine} ${from}V${middle}`} />`);
    parts.push(
      html`<g class=${changed ? 'layer changed' : 'layer'} data-layer=${layer.layer} data-outcome=${layer.outcome}>
        ${own}<${Mark} kind=${kind} x=${spine} y=${middle} size=${font * 0.72} filled />
      </g>`,
    );
    from = middle;
    ended ||= refuses;
    at += font * 0.45;
  }
  if (decision.allowed) {
    const end = at + font * 0.7;
    lines.push(html`<path class="limb good" d=${`M${spine} ${from}V${end - font * 0.6}Q${spine} ${end} ${spine + font * 0.6} ${end}H${textX}`} />`);
    parts.push(
      pill(textX, end, 'ALLOWED', 'good', font, measure),
    );
    at = end + font * 1.2;
  }
  return {parts: [...grounds, ...lines, ...parts], bottom: at};
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
