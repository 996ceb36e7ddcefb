// How labels moved over the versions of a secret: the data behind the picture and its table.
import {toDate} from '../frame.js';

const ORDER = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'];

export function labelOrder(a, b) {
  const place = label => (ORDER.includes(label) ? ORDER.indexOf(label) : ORDER.length);
  return place(a) - place(b) || a.localeCompare(b, 'en');
}

export const shortId = id => id.slice(0, 8);

/**
 * Returns `{versions, segments, moves, marks, start, end}` of a secret as administration shows it, where a segment is the time for
 * which a label was on a version, and a mark anything else that happened. Times are milliseconds.
 */
export function history(secret, {rotation = [], records = [], now}) {
  const created = new Map(secret.versions.map(version => [version.VersionId, toDate(version.CreatedDate).getTime()]));
  const moves = secret.labels.map(move => ({...move, at: Date.parse(move.time)}));
  const end = Math.max(now, ...moves.map(move => move.at + 1)); // what moved last is seen, too, while the clock stands still
  const first = moves.length > 0 ? moves[0].before : labelsNow(secret);
  const segments = [];
  const open = new Map(); // by label
  const hold = (label, version, from, cause) => open.set(label, {label, version, from, cause});
  const known = [...created.values()].filter(at => moves.length === 0 || at < moves[0].at);
  const start = Math.min(end, moves[0]?.at ?? end, ...known);
  for (const [version, labels] of Object.entries(first)) {
    for (const label of labels) {
      hold(label, version, Math.max(start, Math.min(created.get(version) ?? start, moves[0]?.at ?? end)), '');
    }
  }
  for (const move of moves) {
    const after = byLabel(move.labels);
    for (const [label, segment] of [...open]) {
      if (after.get(label) !== segment.version) {
        segments.push({...segment, to: move.at, movedTo: after.get(label) ?? null, endedBy: move.cause});
        open.delete(label);
      }
    }
    for (const [label, version] of after) {
      if (!open.has(label)) {
        hold(label, version, move.at, move.cause);
      }
    }
  }
  for (const segment of open.values()) {
    segments.push({...segment, to: end, isNow: true});
  }
  segments.sort((a, b) => a.from - b.from || labelOrder(a.label, b.label));
  return {
    versions: rows(created, segments),
    segments,
    moves: moves.map(described),
    marks: together([...rotation.map(rotationMark), ...records.map(deletionMark)].filter(mark => mark && mark.at >= start)),
    start,
    end,
  };
}

function labelsNow(secret) {
  return Object.fromEntries(secret.versions.map(version => [version.VersionId, version.VersionStages || []]));
}

function byLabel(labels) {
  const on = new Map();
  for (const [version, held] of Object.entries(labels)) {
    held.forEach(label => on.set(label, version));
  }
  return on;
}

/** The versions, newest first, those too that are gone, with the labels that each has had. */
function rows(created, segments) {
  const ids = new Set([...created.keys(), ...segments.map(segment => segment.version)]);
  return [...ids]
    .map(id => {
      const own = segments.filter(segment => segment.version === id);
      const labels = [...new Set(own.map(segment => segment.label))].sort(labelOrder);
      return {id, labels, gone: !created.has(id), at: created.get(id) ?? Math.min(...own.map(segment => segment.from))};
    })
    .sort((a, b) => b.at - a.at || a.id.localeCompare(b.id));
}

/** A move with one sentence for each label, such as `AWSCURRENT moved from 7313e24e to ca973b77`. */
function described(move) {
  const before = byLabel(move.before);
  const after = byLabel(move.labels);
  const changes = [...new Set([...before.keys(), ...after.keys()])]
    .filter(label => before.get(label) !== after.get(label))
    .sort(labelOrder)
    .map(label => ({label, from: before.get(label) ?? null, to: after.get(label) ?? null}));
  return {...move, changes};
}

export function sentence({label, from, to}) {
  if (from === null) {
    return `${label} was put on ${shortId(to)}`;
  }
  return to === null ? `${label} was taken off ${shortId(from)}` : `${label} moved from ${shortId(from)} to ${shortId(to)}`;
}

const WEIGHTS = ['step', 'event', 'deletion', 'failed'];

/** Makes one mark of those of the same time, such as the steps of a rotation while the clock is frozen. */
function together(marks) {
  const byTime = new Map();
  for (const mark of marks) {
    const {kind, texts = []} = byTime.get(mark.at) || {};
    const heavier = kind && WEIGHTS.indexOf(kind) > WEIGHTS.indexOf(mark.kind) ? kind : mark.kind;
    byTime.set(mark.at, {at: mark.at, kind: heavier, texts: [...texts, mark.text]});
  }
  return [...byTime.values()].map(mark => ({...mark, text: mark.texts.join('; ')}));
}

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

function rotationMark(entry) {
  const step = STEPS.includes(entry.what);
  const failed = entry.failed || entry.what.endsWith('Failed');
  return {
    at: Date.parse(entry.time),
    kind: failed ? 'failed' : step ? 'step' : 'event',
    text: step ? `${entry.what} of attempt ${entry.attempt} ${entry.outcome}` : entry.what,
  };
}

const DELETIONS = {DeleteSecret: 'Scheduled for deletion', RestoreSecret: 'Restored', CancelRotateSecret: 'Rotation cancelled'};

function deletionMark(record) {
  const text = DELETIONS[record.eventName];
  if (!text) {
    return null;
  }
  const refused = record.errorCode;
  return {
    at: Date.parse(record.eventTime),
    kind: refused ? 'failed' : record.eventName === 'DeleteSecret' ? 'deletion' : 'event',
    text: refused ? `${record.eventName} was refused: ${record.errorCode}` : text,
  };
}

const ROOM_FOR_NOW = 2;

/**
 * Places times between 0 and 1. By `time` their distances are true; by `events` a long time between two events is drawn
 * shorter, so that the seconds of a rotation stay visible beside the month before it.
 */
export function scaleOf({start, end, segments, marks}, kind) {
  const times = [...new Set([start, end, ...segments.flatMap(({from, to}) => [from, to]), ...marks.map(({at}) => at)])]
    .filter(at => at >= start && at <= end)
    .sort((a, b) => a - b);
  if (kind === 'time' || times.length < 2) {
    return {times, place: at => (end === start ? 0.5 : (at - start) / (end - start))};
  }
  const places = [0];
  for (let i = 1; i < times.length; i++) {
    places.push(places[i - 1] + 1 + Math.log10(1 + (times[i] - times[i - 1]) / 1000));
  }
  places[places.length - 1] = Math.max(places[places.length - 1], places[places.length - 2] + ROOM_FOR_NOW);
  const whole = places[places.length - 1];
  const known = new Map(times.map((at, index) => [at, places[index] / whole]));
  return {times, place: at => known.get(at) ?? 0};
}

const UNITS = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];

/** A length of time in its largest unit, such as `30 d`. */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  const [unit, length] = UNITS.find(([, size]) => seconds >= size) || ['s', 1];
  const number = seconds / length;
  return `${number >= 10 ? Math.round(number) : Math.round(number * 10) / 10} ${unit}`;
}
