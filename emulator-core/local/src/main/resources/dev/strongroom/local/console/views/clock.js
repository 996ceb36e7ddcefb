// The virtual clock: shown, frozen, advanced; what falls due, and what has happened since the view was opened.
import {
  admin, html, link, localTime, notify, onEvents, useData, useEffect, useHome, useNow, useState, utcTime, Button, Field,
  Form, Loaded, Notice, Page, Section, Table, Tag, Time,
} from '../frame.js';
import {inWords, shortName} from '../words.js';
import {secretLink} from './secrets.js';

const KEPT = 100;
const LISTED = 1000;
const STEPS = [
  ['PT1M', '1 minute'],
  ['PT1H', '1 hour'],
  ['P1D', '1 day'],
  ['P7D', '7 days'],
  ['P30D', '30 days'],
  ['P365D', '365 days'],
];

export default function Clock() {
  const clock = useData(async () => ({...(await admin.get('clock')), seen: Date.now()}));
  const due = useData(() => admin.get(`clock/due?limit=${LISTED}`));
  const happened = useHappenings();
  const now = useNow(clock.data);

  return html`<${Page} title="Clock" subtitle="All services run on this virtual clock; nothing waits for real time.">
    <${Loaded} from=${clock}>
      ${({ticking}) => html`
        <section class="card clock-card" aria-label="Now">
          <div>
            <p class="clock-now"><time dateTime=${now.toISOString()}>${localTime(now)}</time></p>
            <p class="muted">
              ${utcTime(now)}${' '}
              <${Tag} kind=${ticking ? 'good' : 'info'}>${ticking ? 'running' : 'frozen'}<//>
            </p>
          </div>
          <${Button} onClick=${() => move({frozen: ticking}, ticking ? 'The clock is frozen' : 'The clock runs')}>
            ${ticking ? 'Freeze' : 'Run'}
          <//>
        </section>
        <${Section} title="Advance">
          <div class="actions">
            ${STEPS.map(([duration, text]) => html`<${Button} onClick=${() => move({advance: duration}, `Advanced by ${text}`)}>+ ${text}<//>`)}
            <${Button}
              kind="primary"
              disabled=${!due.data?.due.length}
              onClick=${() => move({advanceToNextDue: true}, 'Advanced to what was due next')}
            >To the next due<//>
          </div>
          <${AdvanceTo} now=${now} />
        <//>
      `}
    <//>
    <${Section} title="What falls due">
      <${Loaded} from=${due}>${({due: entries, leftOut}) => html`
          <${Due} entries=${entries} now=${now} />
          ${leftOut > 0 && html`<p class="muted">${leftOut.toLocaleString('en')} more fall due later.</p>`}
        `}<//>
    <//>
    <${Section} title="What has happened since this view was opened">
      <${Happenings} happened=${happened} />
    <//>
  <//>`;
}

async function move(change, text) {
  const {now} = await admin.post('clock', change);
  notify(`${text}: ${localTime(new Date(now))}`);
}

function AdvanceTo({now}) {
  const [to, setTo] = useState('');
  const [error, setError] = useState();
  const advance = async () => {
    const date = new Date(to);
    if (Number.isNaN(date.getTime()) || date <= now) {
      setError('A moment later than now: the clock goes forward only.');
      return;
    }
    setError(undefined);
    await move({advanceTo: date.toISOString()}, 'Advanced');
    setTo('');
  };
  return html`<div class="one-line"><${Form} submit="Advance to it" kind="" disabled=${!to} onSubmit=${advance}>
    <${Field}
      label="To a moment in your time zone"
      type="datetime-local"
      step="1"
      value=${to}
      error=${error}
      onInput=${event => setTo(event.target.value)}
    />
  <//></div>`;
}

function Due({entries, now}) {
  const home = useHome();
  return html`<${Table}
    caption="What is to come"
    rows=${entries}
    rowKey=${entry => `${entry.time} ${entry.what} ${subject(entry)}`}
    empty="Nothing falls due."
    columns=${[
      {head: 'What', cell: entry => entry.what, sort: entry => entry.what},
      {head: 'Of', wide: true, cell: entry => html`<${Subject} entry=${entry} home=${home} />`, sort: subject},
      {head: 'When', cell: entry => html`<${Time} at=${entry.time} />`, sort: entry => entry.time},
      {head: 'In', narrow: true, cell: entry => inWords(Date.parse(entry.time) - now)},
      {
        head: '',
        cell: entry => html`<div class="actions">
          <${Button}
            kind="quiet"
            aria-label=${`Advance to the ${entry.what} of ${shortName(subject(entry))}`}
            onClick=${() => move({advanceTo: later(entry.time, now)}, 'Advanced')}
          >Advance to it<//>
        </div>`,
      },
    ]}
  />`;
}

function later(time, now) {
  return new Date(Math.max(Date.parse(time), now.getTime() + 1)).toISOString();
}

function subject({secret, key, parameter}) {
  return secret || key || parameter || '';
}

function Subject({entry, home}) {
  const arn = subject(entry);
  const [, , , region, account] = arn.split(':');
  const name = shortName(arn);
  const elsewhere = region && (region !== home.region || account !== home.account);
  const where = elsewhere ? html` <span class="muted">${region}${account === home.account ? '' : ` ${account}`}</span>` : null;
  const address = entry.secret ? secretLink({arn, name, account, region}, home) : link(entry.key ? 'keys' : 'parameters', arn);
  return html`<a href=${address}>${name}</a>${where}`;
}

function useHappenings() {
  const [happened, setHappened] = useState([]);
  useEffect(
    () =>
      onEvents(({type, event}) => {
        if (type === 'event') {
          setHappened(before => [event, ...before].slice(0, KEPT));
        }
      }),
    [],
  );
  return happened;
}

function Happenings({happened}) {
  if (happened.length === 0) {
    return html`<${Notice}>Advance the clock, and what it brings about is listed here: rotations, replications, deletions.<//>`;
  }
  return html`<${Table}
    caption="What has happened"
    rows=${happened}
    rowKey=${event => event.id}
    columns=${[
      {head: 'Event', cell: event => event.detail?.eventName || event['detail-type']},
      {head: 'Of', wide: true, cell: event => about(event)},
      {head: 'When', cell: event => html`<${Time} at=${event.time} />`},
    ]}
  />`;
}

function about({resources = [], detail = {}}) {
  const id = resources[0] || detail.requestParameters?.secretId || detail.additionalEventData?.SecretId;
  return id ? shortName(String(id)) : html`<span class="muted">–</span>`;
}
