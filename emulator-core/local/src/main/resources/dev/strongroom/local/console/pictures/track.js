// The rotation track: the four steps of each attempt as stations, and the way back to the first after a failure.
import {html, localTime, useRef} from '../frame.js';
import {duration} from './history.js';
import {useWidth} from './width.js';

export const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
const ROW = 86;
const RADIUS = 13;
const GLYPHS = {
  done: 'M-5 0.5l3.5 3.5 6.5-7.5',
  failed: 'M-4.5-4.5l9 9M4.5-4.5l-9 9',
  paused: 'M-3-5v10M3-5v10',
  next: 'M-3-5l7 5-7 5z',
  waiting: '',
};
const WORDS = {done: 'succeeded', failed: 'failed', paused: 'paused here', next: 'is next', waiting: 'not reached'};

/** Splits a timeline into rotations, newest first, each with its attempts and how it ended. */
export function runsOf(timeline) {
  const runs = [];
  for (const entry of timeline) {
    if (entry.what.endsWith('Started') || runs.length === 0) {
      runs.push({started: entry.time, attempts: [], end: null, events: []});
    }
    const run = runs[runs.length - 1];
    if (entry.attempt === 0) {
      run.events.push(entry);
      if (!entry.what.endsWith('Started')) {
        run.end = entry;
        const last = run.attempts[run.attempts.length - 1];
        if (last) {
          last.end = entry;
        }
      }
    } else {
      let attempt = run.attempts.find(each => each.number === entry.attempt);
      if (!attempt) {
        attempt = {number: entry.attempt, steps: {}, end: null};
        run.attempts.push(attempt);
      }
      attempt.steps[entry.what] = entry;
    }
  }
  return runs.reverse();
}

/** How a rotation went, as a word and the kind of a tag. */
export function outcomeOf(run, progress) {
  if (progress) {
    return progress.paused ? ['Paused', 'warning'] : [progress.attempt > 1 ? 'Retrying' : 'Under way', 'info'];
  }
  if (!run) {
    return ['Never rotated', 'plain'];
  }
  if (run.end?.what.endsWith('Succeeded')) {
    return ['Succeeded', 'good'];
  }
  return run.end ? ['Failed', 'error'] : ['Under way', 'info'];
}

/** Draws one rotation; `progress` is where it stands if it is under way: `{attempt, nextStep, due, paused}`. */
export function Track({run, progress}) {
  const box = useRef(null);
  const width = useWidth(box, 230, 900);
  const rows = rowsOf(run, progress);
  const narrow = width < 480;
  const left = narrow ? 34 : 92;
  const top = narrow ? 34 : 24; // there the number of an attempt is above its stations
  const distance = (width - left - (narrow ? 34 : 78)) / (STEPS.length - 1);
  const x = index => left + index * distance;
  return html`<div class="track" ref=${box}>
    <svg width=${width} height=${rows.length * ROW - 48 + top} role="group" aria-label="Rotation track">
      ${rows.map((row, index) => html`<${Attempt} key=${row.number} row=${row} x=${x} y=${index * ROW + top} narrow=${narrow} />`)}
      ${rows.slice(1).map((row, index) => html`<${Retry} from=${rows[index]} to=${row} x=${x} y=${index * ROW + top} />`)}
    </svg>
  </div>`;
}

function rowsOf(run, progress) {
  const attempts = [...(run?.attempts || [])];
  const number = progress?.attempt ?? 1; // a rotation that has begun may have no step yet, and no progress any more
  if (attempts.length === 0 || (progress && !attempts.some(each => each.number === number))) {
    attempts.push({number, steps: {}, end: null});
  }
  return attempts.map(attempt => ({
    ...attempt,
    stations: STEPS.map(step => {
      const entry = attempt.steps[step];
      if (entry) {
        return {step, entry, state: entry.failed ? 'failed' : 'done'};
      }
      const isNext = progress?.attempt === attempt.number && progress.nextStep === step;
      return {step, state: isNext ? (progress.paused ? 'paused' : 'next') : 'waiting', due: isNext ? progress.due : null};
    }),
  }));
}

function Attempt({row, x, y, narrow}) {
  return html`<g>
    <text class="track-attempt" x=${narrow ? 4 : 8} y=${narrow ? y - 20 : y + 4}>${narrow ? `try ${row.number}` : `Attempt ${row.number}`}</text>
    ${row.stations.slice(1).map(
      (station, index) => html`<line
        class=${`rail rail-${station.state === 'waiting' ? 'waiting' : 'done'}`}
        x1=${x(index) + RADIUS}
        x2=${x(index + 1) - RADIUS}
        y1=${y}
        y2=${y}
      />`,
    )}
    ${row.stations.map((station, index) => html`<${Station} station=${station} x=${x(index)} y=${y} narrow=${narrow} />`)}
  </g>`;
}

function Station({station, x, y, narrow}) {
  const {step, state, entry, due} = station;
  const at = entry?.time || due;
  const clock = at && localTime(new Date(at)).slice(11);
  const text = `${step} ${WORDS[state]}${at ? `, ${localTime(new Date(at))}` : ''}${entry?.failed ? `: ${entry.outcome}` : ''}`;
  return html`<g class=${`station station-${state}`} role="img" aria-label=${text} transform=${`translate(${x} ${y})`}>
    <title>${text}</title>
    <circle r=${RADIUS} />
    <path d=${GLYPHS[state]} />
    <text class="station-name" y="29" text-anchor="middle">${narrow ? step.replace('Secret', '') : step}</text>
    ${clock && !narrow && html`<text class="station-time" x=${RADIUS + 5} y="-7">${clock}</text>`}
  </g>`;
}

/** The way from where an attempt failed to the first step of the next one. */
function Retry({from, to, x, y}) {
  const failed = from.stations.findIndex(({state}) => state === 'failed');
  const at = x(failed < 0 ? STEPS.length - 1 : failed);
  const begin = from.end?.time || from.stations[Math.max(0, failed)].entry?.time;
  const next = to.stations[0].entry?.time || to.stations[0].due;
  const middle = y + 44;
  return html`<g class="retry" aria-hidden="true">
    <path d=${`M${at} ${y + 33}V${middle - 6}q0 6-6 6H${x(0) + 6}q-6 0-6 6V${y + ROW - RADIUS - 6}m-4-5l4 5 4-5`} />
    ${begin && next && html`<text x=${(at + x(0)) / 2} y=${middle - 4} text-anchor="middle">${`again ${duration(Date.parse(next) - Date.parse(begin))} later`}</text>`}
  </g>`;
}
