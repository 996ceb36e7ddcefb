// The label timeline: versions as rows, time as axis, labels as segments that move from row to row.
import {html, localTime, useMemo, useRef, useState, utcTime} from '../frame.js';
import {duration, scaleOf, sentence, shortId} from './history.js';
import {useWidth} from './width.js';

const LANE = 22;
const BAR = 18;
const ROW_GAP = 10;
const AXIS = 34;
const MARKS = 24;
const MARGIN = 14;
const COUNT_ROOM = 12; // beside the last mark
const CHARACTER = 8.2;
const TICK_ROOM = 74;
const ZOOM_STEP = 1.6;
const CLOSEST = 0.002;
const KNOWN = {AWSCURRENT: 'current', AWSPENDING: 'pending', AWSPREVIOUS: 'previous'};

export const labelClass = label => `label-${KNOWN[label] || 'custom'}`;

/** Shows a history; `view` is the part of the axis in sight, `{from, to}` between 0 and 1, and `onView` changes it. */
export function Timeline({model, scale, view, onView}) {
  const box = useRef(null);
  const width = useWidth(box, 240);
  const [active, setActive] = useState(null);
  const {times, place} = useMemo(() => scaleOf(model, scale), [model, scale]);
  const gutter = width < 500 ? 74 : 96;
  const room = Math.max(60, width - gutter - 2 * MARGIN - COUNT_ROOM);
  const x = at => MARGIN + ((place(at) - view.from) / (view.to - view.from)) * room;
  const rows = layOut(model);
  const height = rows.height;
  const items = useMemo(
    () =>
      [
        ...model.segments.map(segment => ({...segment, at: segment.from, text: segmentText(segment)})),
        ...model.marks.map(mark => ({...mark, text: `${mark.text}, ${timeText(mark.at)}`})),
      ].sort((a, b) => a.at - b.at),
    [model],
  );
  const focused = Math.min(active?.index ?? items.length - 1, items.length - 1);
  const shown = active && items[active.index];

  const focus = index => {
    const next = Math.max(0, Math.min(items.length - 1, index));
    setActive({index: next});
    const at = place(items[next].at);
    if (at < view.from || at > view.to) {
      const half = (view.to - view.from) / 2;
      onView(inside(at - half, at + half));
    }
    box.current.querySelector(`[data-item="${next}"]`)?.focus();
  };
  const zoom = (factor, around = (view.from + view.to) / 2) => {
    const span = Math.min(1, Math.max(CLOSEST, (view.to - view.from) * factor));
    const part = (around - view.from) / (view.to - view.from);
    onView(inside(around - part * span, around + (1 - part) * span));
  };
  const onKeyDown = event => {
    const keys = {
      ArrowRight: () => focus(focused + 1),
      ArrowLeft: () => focus(focused - 1),
      ArrowDown: () => focus(nextInRow(items, focused, model.versions, 1)),
      ArrowUp: () => focus(nextInRow(items, focused, model.versions, -1)),
      Home: () => focus(0),
      End: () => focus(items.length - 1),
      '+': () => zoom(1 / ZOOM_STEP, place(items[focused].at)),
      '-': () => zoom(ZOOM_STEP, place(items[focused].at)),
      0: () => onView({from: 0, to: 1}),
    };
    if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      keys[event.key]();
    }
  };
  const onWheel = event => {
    if (event.ctrlKey) {
      event.preventDefault(); // zooms the picture, not the page
      const {left, width: seen} = box.current.getBoundingClientRect();
      const at = ((event.clientX - left) * (width / seen) - gutter - MARGIN) / room; // a large screen draws it larger
      zoom(event.deltaY > 0 ? ZOOM_STEP : 1 / ZOOM_STEP, view.from + at * (view.to - view.from));
    } else if (event.shiftKey) {
      event.preventDefault();
      pan((event.deltaY || event.deltaX) / room);
    }
  };
  const pan = part => {
    const span = view.to - view.from;
    onView(inside(view.from + part * span, view.to + part * span));
  };
  const drag = useDrag(moved => pan((-moved * width) / box.current.getBoundingClientRect().width / room));
  const item = index => ({
    'data-item': index,
    tabindex: index === focused ? 0 : -1,
    role: 'img',
    'aria-label': items[index].text,
    onFocus: () => setActive({index}),
    onMouseEnter: () => setActive({index}),
  });

  return html`<figure class="timeline">
    <div class="timeline-box" ref=${box} onKeyDown=${onKeyDown} onMouseLeave=${() => setActive(null)}>
      <svg
        width=${width}
        height=${height}
        role="group"
        aria-label="Label timeline. Arrow keys go from event to event, plus and minus zoom, 0 shows all."
        onWheel=${onWheel}
        onPointerDown=${drag}
      >
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" class="hatch-ground" />
            <rect width="2" height="6" class="hatch-line" />
          </pattern>
        </defs>
        ${rows.all.map(
          (row, index) => html`<g key=${row.id}>
            ${index % 2 === 0 && html`<rect class="row-ground" x="0" y=${row.y - ROW_GAP / 2} width=${width} height=${row.height} />`}
            <text class=${'row-name' + (row.gone ? ' gone' : '')} x="8" y=${row.y + 13}>${shortId(row.id)}<title>${row.id}</title></text>
            ${row.gone && html`<text class="row-note" x="8" y=${row.y + 26}>removed</text>`}
          </g>`,
        )}
        <svg x=${gutter} y="0" width=${width - gutter} height=${height} overflow="hidden">
          <${Axis} times=${times} x=${x} place=${place} view=${view} height=${height} width=${width - gutter} />
          ${shown && html`<line class="guide" x1=${x(shown.at)} x2=${x(shown.at)} y1=${AXIS - 6} y2=${height} />`}
          ${items.map((each, index) =>
            each.label
              ? html`<${Segment}
                  key=${each.label + each.version + each.from}
                  segment=${each}
                  x=${x}
                  y=${rows.lane(each.version, each.label)}
                  active=${active?.index === index}
                  attributes=${item(index)}
                />`
              : null,
          )}
          ${model.segments.map(
            segment =>
              segment.movedTo &&
              html`<${Move}
                at=${x(segment.to)}
                from=${rows.lane(segment.version, segment.label)}
                to=${rows.lane(segment.movedTo, segment.label)}
                label=${segment.label}
              />`,
          )}
          ${items.map((each, index) =>
            each.label ? null : html`<${Mark} key=${each.kind + each.at + each.text} mark=${each} x=${x(each.at)} attributes=${item(index)} />`,
          )}
        </svg>
      </svg>
    </div>
    <figcaption aria-live="polite">${shown ? shown.text : 'Point at a segment or a mark, or use the arrow keys. Shift and the wheel move, Ctrl and the wheel zoom.'}</figcaption>
  </figure>`;
}

function inside(from, to) {
  const span = Math.min(1, to - from);
  const start = Math.max(0, Math.min(1 - span, from));
  return {from: start, to: start + span};
}

/** Each row is as high as its labels need: labels that a version has had at the same time don't cover each other. */
function layOut({versions, marks}) {
  const all = [];
  let y = AXIS + (marks.length > 0 ? MARKS : 0) + ROW_GAP / 2;
  for (const version of versions) {
    const height = Math.max(1, version.labels.length) * LANE + ROW_GAP - (LANE - BAR);
    all.push({...version, y, height});
    y += height;
  }
  const byId = new Map(all.map(row => [row.id, row]));
  return {
    all,
    height: y + 2,
    lane: (version, label) => byId.get(version).y + byId.get(version).labels.indexOf(label) * LANE,
  };
}

function nextInRow(items, focused, versions, step) {
  const row = versions.findIndex(({id}) => id === items[focused].version);
  for (let next = row + step; next >= 0 && next < versions.length; next += step) {
    const found = items.findLastIndex(each => each.version === versions[next].id);
    if (found >= 0) {
      return found;
    }
  }
  return focused;
}

function timeText(at) {
  const date = new Date(at);
  return `${localTime(date)} (${utcTime(date)})`;
}

function segmentText({label, version, from, to, isNow, movedTo, cause, endedBy}) {
  const since = `${label} on ${shortId(version)} since ${timeText(from)}${cause ? ` by ${cause}` : ''}`;
  if (isNow) {
    return `${since}, until now`;
  }
  return `${since}; after ${duration(to - from)} ${sentence({label, from: version, to: movedTo})} by ${endedBy}`;
}

function Segment({segment, x, y, active, attributes}) {
  const left = x(segment.from);
  const width = Math.max(4, x(segment.to) - left);
  const from = Math.max(left, 0); // the text of a segment that begins left of the picture stays in sight
  const seen = left + width - from - 12;
  const short = segment.label.replace(/^AWS/, '');
  const text = [segment.label, short, short.slice(0, 3)].find(each => each.length * CHARACTER <= seen);
  return html`<g class=${`segment ${labelClass(segment.label)} ${active ? 'active' : ''}`} ...${attributes}>
    <rect x=${left} y=${y} width=${width} height=${BAR} rx="4" />
    ${text && html`<text x=${from + 7} y=${y + 13} aria-hidden="true">${text}</text>`}
    ${segment.isNow && html`<path class="now" d=${`M${left + width} ${y + 3}l5 6-5 6`} />`}
  </g>`;
}

function Move({at, from, to, label}) {
  const down = to > from;
  const [start, end] = down ? [from + BAR, to] : [from, to + BAR];
  const head = down ? -5 : 5;
  return html`<path
    class=${`move ${labelClass(label)}`}
    d=${`M${at} ${start}V${end}M${at - 3.5} ${end + head}L${at} ${end}L${at + 3.5} ${end + head}`}
    aria-hidden="true"
  />`;
}

const SHAPES = {
  step: 'M0-4a4 4 0 1 1 0 8 4 4 0 1 1 0-8z',
  event: 'M0-5l5 5-5 5-5-5z',
  failed: 'M-4-4l8 8M4-4l-8 8',
  deletion: 'M-4.5-4.5h9v9h-9zM-2-2l4 4M2-2l-4 4',
};

function Mark({mark, x, attributes}) {
  return html`<g class=${`mark mark-${mark.kind}`} transform=${`translate(${x} ${AXIS + MARKS / 2 - 2})`} ...${attributes}>
    <circle class="mark-ground" r="9" />
    <path d=${SHAPES[mark.kind]} />
    ${mark.texts.length > 1 && html`<text class="mark-count" x="9" y="4" aria-hidden="true">${mark.texts.length}</text>`}
  </g>`;
}

/** Times where something happened, as many as there is room for, and how long the time between them was. */
function Axis({times, x, place, view, height, width}) {
  const inSight = times.filter(at => place(at) >= view.from - 1e-9 && place(at) <= view.to + 1e-9);
  const ticks = [];
  for (const at of inSight) {
    const left = Math.min(x(at), width - TICK_ROOM);
    const last = ticks[ticks.length - 1];
    if (!last || (left - last.left >= TICK_ROOM && at - last.at >= 1000)) {
      ticks.push({at, left});
    }
  }
  return html`
    ${inSight.map(at => html`<line class="tick" x1=${x(at)} x2=${x(at)} y1=${AXIS - 4} y2=${height} />`)}
    ${ticks.map(({at, left}, index) => {
      const [day, clock] = localTime(new Date(at)).split(' ');
      const newDay = index === 0 || localTime(new Date(ticks[index - 1].at)).split(' ')[0] !== day;
      const gap = index > 0 && at - ticks[index - 1].at;
      const between = index > 0 && (left + ticks[index - 1].left + TICK_ROOM - 20) / 2;
      return html`
        ${newDay && html`<text class="tick-day" x=${left - 4} y="12">${day}</text>`}
        <text class="tick-time" x=${left - 4} y="26">${clock}</text>
        ${gap >= 1000 && left - ticks[index - 1].left > TICK_ROOM + 40 &&
        html`<text class="tick-gap" x=${between} y="26" text-anchor="middle">${duration(gap)}</text>`}
      `;
    })}
    <line class="axis" x1="0" x2=${width} y1=${AXIS - 4} y2=${AXIS - 4} />
  `;
}

/** Calls back with each movement of the pointer while it is held down. */
function useDrag(onMove) {
  const callback = useRef(onMove);
  callback.current = onMove;
  return event => {
    let last = event.clientX;
    const move = next => {
      callback.current(next.clientX - last);
      last = next.clientX;
    };
    const end = () => removeEventListener('pointermove', move);
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, {once: true});
    addEventListener('pointercancel', end, {once: true});
  };
}
