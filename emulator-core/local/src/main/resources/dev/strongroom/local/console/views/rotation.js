// The rotations of one secret: where each attempt got to, and what makes it stop, fail or go on.
import {
  admin, aws, html, notify, requestToken, useData, useEffect, useHome, useState, Button, Dialog, Field, Form, Loaded,
  Notice, Page, Section, Table, Tag, Time,
} from '../frame.js';
import {STEPS, Track, outcomeOf, runsOf} from '../pictures/track.js';
import {labelOrder, shortId} from '../pictures/history.js';
import {secretLink} from './secrets.js';

const EARLIER = 10;
const POLLING = 1000;

async function load(name) {
  const secret = await admin.get('secrets/' + encodeURIComponent(name));
  const [rotation, faults] = await Promise.all([
    admin.get('rotations/' + encodeURIComponent(secret.arn)),
    admin.get('faults'),
  ]);
  const progress = secret.rotating ? {...secret.rotation, paused: rotation.paused} : null;
  return {secret, progress, paused: rotation.paused, canLogIn: rotation.canLogIn, runs: runsOf(rotation.timeline), timeline: rotation.timeline, faults: faults.faults};
}

export default function Rotation({route}) {
  const from = useData(() => load(route.name), [route.name]);
  const home = useHome();
  const [failing, setFailing] = useState(false);
  const {secret, progress} = from.data || {};
  const moving = Boolean(progress && !progress.paused);
  useEffect(() => {
    const timer = moving && setInterval(from.reload, POLLING); // no event says that a step is done
    return () => clearInterval(timer);
  }, [moving]);
  const control = body => admin.post('rotations/' + encodeURIComponent(secret.arn), body);
  const call = (operation, parameters) =>
    aws('secretsmanager', operation, {SecretId: secret.arn, ...parameters}, {region: secret.region, account: secret.account});
  const rotate = async () => {
    await call('RotateSecret', {ClientRequestToken: requestToken()});
    notify('The rotation has started');
  };
  const configured = secret?.description.RotationEnabled;
  return html`<${Page}
    title=${`Rotation of ${secret?.name ?? route.name}`}
    subtitle=${secret && html`<a href=${secretLink(secret, home)}>Show the secret</a>`}
    actions=${secret &&
    html`
      ${progress?.paused && html`<${Button} kind="primary" onClick=${async () => void (await control({resume: true}), notify('It goes on'))}>Resume<//>`}
      ${progress?.due && !progress.paused && html`<${RunDue} progress=${progress} />`}
      <${Button} kind=${progress ? '' : 'primary'} disabled=${!configured || secret.scheduledForDeletion} onClick=${rotate}>Rotate now<//>
      <${Button} onClick=${() => setFailing(true)}>Fail the next step…<//>
    `}
  >
    <${Loaded} from=${from}>
      ${data => html`
        ${!configured && html`<${Notice}>It does not rotate by schedule: set up a rotation on the secret’s page.<//>`}
        <${Latest} data=${data} />
        <div class="columns">
          <${Stops} control=${control} paused=${data.progress?.paused} />
          <${Scripted} faults=${data.faults} />
        </div>
        <${Logins} timeline=${data.timeline} canLogIn=${data.canLogIn} control=${control} />
        <${Steps} timeline=${data.timeline} />
        ${data.runs.length > 1 && html`<${Earlier} runs=${data.runs.slice(1, 1 + EARLIER)} all=${data.runs.length - 1} />`}
      `}
    <//>
    ${failing && html`<${FailStep} secret=${secret} onClose=${() => setFailing(false)} />`}
  <//>`;
}

/** What waits for its time is done by moving the emulator's clock there, which moves everything else, too. */
function RunDue({progress}) {
  return html`<${Button}
    kind="primary"
    title=${`Advances the clock to ${progress.due}`}
    onClick=${async () => void (await admin.post('clock', {advanceTo: progress.due}), notify('The clock is advanced to the next attempt'))}
  >Advance to attempt ${progress.attempt}<//>`;
}

function Latest({data}) {
  const {runs, progress} = data;
  const [word, kind] = outcomeOf(runs[0], progress);
  if (!runs[0] && !progress) {
    return html`<p class="empty">It has not rotated since Strongroom was started.</p>`;
  }
  return html`<${Section} title=${progress ? 'Under way' : 'Latest rotation'} className="card">
    <p class="tags">
      <${Tag} kind=${kind}>${word}<//>
      <span class="muted">began <${Time} at=${runs[0]?.started} />${progress?.versionId && html`, version <code>${shortId(progress.versionId)}</code>`}</span>
    </p>
    <${Track} run=${runs[0]} progress=${progress} />
    ${progress?.due && html`<p class="muted">Attempt ${progress.attempt} is due <${Time} at=${progress.due} />.</p>`}
  <//>`;
}

const STEP_OPTIONS = STEPS.map(step => [step, step]);

function Stops({control, paused}) {
  const [step, setStep] = useState('setSecret');
  const stop = member => async () => {
    await control({[member]: step});
    notify(`The next rotation pauses ${member === 'pauseBefore' ? 'before' : 'after'} ${step}`);
  };
  return html`<${Section} title="Pause" className="card">
    ${paused && html`<${Notice} kind="warning">It is paused: look at labels and values, then resume it.<//>`}
    <p class="muted">Stops the rotation where you want to look, until it is resumed.</p>
    <div class="toolbar">
      <${Field} label="Step" options=${STEP_OPTIONS} value=${step} onChange=${event => setStep(event.target.value)} />
      <${Button} onClick=${stop('pauseBefore')}>Pause before<//>
      <${Button} onClick=${stop('pauseAfter')}>Pause after<//>
    </div>
  <//>`;
}

function Scripted({faults}) {
  const steps = faults.filter(({fault}) => STEPS.some(step => fault.includes(step)) || fault.includes('step'));
  return html`<${Section} title="Scripted failures of any rotation" className="card">
    ${steps.length === 0
      ? html`<p class="muted">No step is made to fail.</p>`
      : html`<ul class="list">
          ${steps.map(
            ({id, fault}) => html`<li>
              <span>${fault}</span>
              <${Button}
                kind="quiet"
                onClick=${async () => void (await admin.delete('faults/' + encodeURIComponent(id)), notify('The failure is removed'))}
              >Remove<//>
            </li>`,
          )}
        </ul>`}
  <//>`;
}

const WAYS = [
  ['THROW', 'The function throws'],
  ['TIME_OUT', 'The function takes too long'],
  ['FALSE_SUCCESS', 'It reports success without its work'],
  ['WRONG_VALUE', 'Another value gets into the pending version'],
  ['LOST_ANSWER', 'It did its work, but the answer is lost'],
];
const SIDES = {FALSE_SUCCESS: ['BEFORE'], LOST_ANSWER: ['AFTER']};

function FailStep({secret, onClose}) {
  const next = secret.rotation?.nextStep;
  const [step, setStep] = useState(STEPS.includes(next) ? next : 'testSecret');
  const [how, setHow] = useState('THROW');
  const [when, setWhen] = useState('BEFORE');
  const [times, setTimes] = useState('1');
  const sides = SIDES[how] || ['BEFORE', 'AFTER'];
  const side = sides.includes(when) ? when : sides[0];
  const declare = async () => {
    await admin.post('faults', {
      service: 'rotation',
      on: step,
      secret: secret.name,
      first: Number(times),
      fail: {when: side, how},
    });
    notify(`${step} fails the next ${times === '1' ? 'time' : `${times} times`}`);
    onClose();
  };
  return html`<${Dialog} title="Fail the next step" onClose=${onClose}>
    <${Form} submit="Make it fail" onSubmit=${declare} onCancel=${onClose}>
      <${Field} label="Step" options=${STEP_OPTIONS} value=${step} onChange=${event => setStep(event.target.value)} />
      <${Field} label="How" options=${WAYS} value=${how} onChange=${event => setHow(event.target.value)} />
      <${Field}
        label="When"
        options=${[['BEFORE', 'Before its work'], ['AFTER', 'After its work']].filter(([each]) => sides.includes(each))}
        value=${side}
        onChange=${event => setWhen(event.target.value)}
      />
      <${Field} label="How often" type="number" min="1" max="5" hint="A rotation is tried five times in all." value=${times} onInput=${event => setTimes(event.target.value)} />
    <//>
  <//>`;
}

/** Which label’s value logged in after which step, and now, if somebody knows how to log in. */
function Logins({timeline, canLogIn, control}) {
  const [now, setNow] = useState(null);
  useEffect(() => setNow(null), [timeline.length]); // a step has changed what logs in
  const logIn = async () => setNow({what: 'now', logins: (await control({logIn: true})).logins});
  const steps = timeline.filter(({logins}) => Object.keys(logins).length > 0);
  const looked = now ? [...steps, now] : steps;
  const actions = canLogIn && html`<${Button} onClick=${logIn}>Log in with each value<//>`;
  if (looked.length === 0) {
    return html`<${Section} title="Which value logs in" actions=${actions}>
      <p class="muted">
        ${canLogIn
          ? 'No step has run yet. After each, the value of each label is tried.'
          : html`Nobody looks: the built-in functions for databases do, and a test does with${' '}
              <code>aws.rotation(name).logins(check)</code>. Each step then shows whose value is accepted.`}
      </p>
    <//>`;
  }
  const labels = [...new Set(looked.flatMap(({logins}) => Object.keys(logins)))].sort(labelOrder);
  return html`<${Section} title="Which value logs in" actions=${actions}>
    <${Table}
      caption="Which value logs in after each step"
      columns=${[
        {head: 'When', cell: row => (row === now ? 'Now' : `After ${row.what}${row.attempt ? `, attempt ${row.attempt}` : ''}`)},
        {head: 'Time', cell: row => (row === now ? '' : html`<${Time} at=${row.time} short />`)},
        ...labels.map(label => ({
          head: label,
          cell: row =>
            label in row.logins
              ? html`<${Tag} kind=${row.logins[label] ? 'good' : 'error'}>${row.logins[label] ? '✓ logs in' : '✕ no login'}<//>`
              : html`<span class="muted">no value</span>`,
        })),
      ]}
      rows=${[...looked].reverse()}
      rowKey=${row => looked.indexOf(row)}
    />
  <//>`;
}

function Steps({timeline}) {
  return html`<${Section} title="Steps and events">
    <${Table}
      caption="Steps and events"
      columns=${[
        {head: 'What', cell: row => row.what},
        {head: 'Attempt', number: true, cell: row => row.attempt || ''},
        {head: 'Time', cell: row => html`<${Time} at=${row.time} />`},
        {head: 'Outcome', cell: row => html`<${Outcome} row=${row} />`, wide: true},
        {head: 'Labels moved', cell: row => html`<${Moved} row=${row} />`, wide: true},
      ]}
      rows=${timeline.map((row, index) => ({...row, index})).reverse()}
      rowKey=${row => row.index}
      empty="Nothing has happened yet."
    />
  <//>`;
}

function Outcome({row}) {
  const failed = row.failed || row.what.endsWith('Failed');
  const text = row.outcome || row.what.replace('Rotation', '').toLowerCase();
  return html`<${Tag} kind=${failed ? 'error' : row.what.endsWith('Started') ? 'info' : 'good'}>${text}<//>`;
}

function Moved({row}) {
  const labels = map => new Map(Object.entries(map).flatMap(([id, held]) => held.map(label => [label, id])));
  const [before, after] = [labels(row.labelsBefore), labels(row.labelsAfter)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(label => before.get(label) !== after.get(label))
    .sort(labelOrder)
    .map(label => {
      const [from, to] = [before.get(label), after.get(label)];
      return html`<div>${label}: ${from ? shortId(from) : 'none'} → ${to ? shortId(to) : 'none'}</div>`;
    });
}

function Earlier({runs, all}) {
  return html`<${Section} title=${all > runs.length ? `Earlier rotations (${runs.length} of ${all})` : 'Earlier rotations'}>
    ${runs.map((run, index) => {
      const [word, kind] = outcomeOf(run, null);
      return html`<div class="card" key=${run.started + index}>
        <p class="tags"><${Tag} kind=${kind}>${word}<//><span class="muted"><${Time} at=${run.started} /></span></p>
        <${Track} run=${run} />
      </div>`;
    })}
  <//>`;
}
