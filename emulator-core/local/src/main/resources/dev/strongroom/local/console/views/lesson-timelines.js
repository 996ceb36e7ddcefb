// How the labels of a lesson's secrets moved up to a step.
import {html, useEffect, useMemo, useState, Section} from '../frame.js';
import {history} from '../pictures/history.js';
import {Timeline} from '../pictures/timeline.js';

const MOST = 3;

export function LessonTimelines({act, after}) {
  const [secrets, setSecrets] = useState([]);
  useEffect(() => {
    load(act, after).then(setSecrets, () => setSecrets([])); // a picture less; the events say the same
  }, [after]);
  return secrets.map(data => html`<${Labels} key=${data.secret.arn} data=${data} />`);
}

async function load(act, after) {
  const look = async (...paths) => (await act({look: paths, after})).shown;
  const [{secrets}] = await look('secrets');
  const arns = secrets.slice(0, MOST).map(({arn}) => encodeURIComponent(arn));
  const shown = await look('clock', ...arns.flatMap(arn => [`secrets/${arn}`, `rotations/${arn}`, `audit?secret=${arn}&limit=1000`]));
  const now = Date.parse(shown[0].now);
  return arns
    .map((arn, index) => shown.slice(1 + 3 * index, 4 + 3 * index))
    .map(([secret, {timeline}, {records}]) => ({secret, rotation: timeline, records, now}));
}

function Labels({data}) {
  const model = useMemo(() => history(data.secret, data), [data]);
  const [view, setView] = useState({from: 0, to: 1});
  if (model.segments.length < 2) {
    return null; // nothing has moved
  }
  return html`<${Section} title=${`Labels of ${data.secret.name}`} className="card">
    <${Timeline} model=${model} scale="events" view=${view} onView=${setView} />
  <//>`;
}
