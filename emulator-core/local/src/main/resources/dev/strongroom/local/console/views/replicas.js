// Secrets with replicas: what each Region has, what it lacks, and making a replica a secret of its own.
import {
  admin, aws, html, notify, setQuery, useData, useHome, useState, Button, Confirm, Field, Form, Json, Loaded, Page, Section,
  Table, Tag, Time,
} from '../frame.js';
import {inWords} from '../words.js';
import {duration, shortId} from '../pictures/history.js';
import {secretLink} from './secrets.js';

async function load() {
  const [{secrets}, clock, {lags}] = await Promise.all([admin.get('secrets'), admin.get('clock'), admin.get('replication')]);
  const now = Date.parse(clock.now);
  const primaries = secrets.filter(({replicas}) => replicas.length > 0);
  const replicated = primaries.map(primary => ({
    primary,
    places: [
      {...primary, role: 'Primary', fresh: true, due: null, lag: null},
      ...primary.replicas.map(copy => placed(copy, primary, secrets, now)),
    ],
  }));
  return {replicated, lags};
}

function placed(copy, primary, secrets, now) {
  const found = secrets.find(
    ({name, account, region, replica}) => replica && name === primary.name && account === primary.account && region === copy.region,
  );
  return {
    ...copy,
    arn: found?.arn,
    account: primary.account,
    name: primary.name,
    current: found?.current ?? null,
    changed: found?.changed,
    role: 'Replica',
    fresh: found !== undefined && found.current === primary.current,
    lag: copy.due ? Date.parse(copy.due) - now : null,
  };
}

const home = ({name, account}) => `${account} ${name}`;

export default function Replicas({route}) {
  const from = useData(load);
  const {q = '', state = ''} = route.query;
  const shown = (from.data?.replicated || []).filter(
    ({primary, places}) =>
      primary.name.toLowerCase().includes(q.toLowerCase()) &&
      (state !== 'stale' || places.some(({fresh}) => !fresh)) &&
      (state !== 'failed' || places.some(({failure}) => failure)),
  );
  return html`<${Page} title="Replicas">
    <div class="toolbar" role="search">
      <${Field} label="Search" type="search" className="grow" placeholder="name" value=${q} onInput=${event => setQuery({q: event.target.value})} />
      <${Field}
        label="State"
        options=${[['', 'Any'], ['stale', 'A replica is stale'], ['failed', 'A replication failed']]}
        value=${state}
        onChange=${event => setQuery({state: event.target.value})}
      />
      <span class="count" role="status">${shown.length}</span>
    </div>
    <${Loaded} from=${from}>
      ${({replicated, lags}) => html`
        ${shown.length === 0
          ? html`<p class="empty">${replicated.length === 0 ? 'No secret has a replica. Add one on the page of a secret.' : 'No secret is like this.'}</p>`
          : shown.map(entry => html`<${Replicated} key=${home(entry.primary)} ...${entry} />`)}
        <${Lags} lags=${lags} regions=${[...new Set(replicated.flatMap(({primary}) => primary.replicas.map(({region}) => region)))].sort()} />
      `}
    <//>
  <//>`;
}

function Replicated({primary, places}) {
  const own = useHome();
  const [promoting, setPromoting] = useState(null);
  const [removing, setRemoving] = useState(null);
  const at = ({region}) => ({region, account: primary.account});
  const next = places.map(({due}) => due).filter(Boolean).sort()[0];
  return html`<${Section}
    title=${html`<a href=${secretLink(primary, own)}>${primary.name}</a>`}
    actions=${html`
      ${next &&
      html`<${Button}
        onClick=${async () => void (await admin.post('clock', {advanceTo: next}), notify('The clock is advanced to the end of the replication'))}
      >Advance until it is replicated<//>`}
      <${Compare} name=${primary.name} places=${places.filter(({arn}) => arn)} />
    `}
  >
    <${Table}
      caption=${`Regions of ${primary.name}`}
      columns=${[
        {head: 'Region', narrow: true, cell: place => place.region},
        {head: 'Role', cell: place => place.role},
        {head: 'Status', cell: place => html`<${Status} place=${place} />`},
        {head: 'Current version', cell: place => (place.current ? html`<code title=${place.current}>${shortId(place.current)}</code>` : html`<span class="muted">none</span>`)},
        {head: 'Compared', cell: place => html`<${Tag} kind=${place.fresh ? 'good' : 'warning'}>${place.role === 'Primary' ? 'is written here' : place.fresh ? 'fresh' : 'stale'}<//>`},
        {head: 'Lag', cell: place => (place.lag === null ? '–' : `${duration(Math.max(0, place.lag))} to go`)},
        {head: 'Changed', cell: place => html`<${Time} at=${place.changed} short />`},
        {
          head: '',
          cell: place => place.role === 'Replica' && html`<div class="actions">
            <${Button} disabled=${!place.arn} onClick=${() => setPromoting(place)}>Promote<//>
            <${Button} kind="quiet" onClick=${() => setRemoving(place)}>Remove<//>
          </div>`,
        },
      ]}
      rows=${places}
      rowKey=${place => place.region}
      href=${place => (place.arn ? secretLink(place, own) : null)}
    />
    ${promoting &&
    html`<${Confirm}
      title=${`Promote ${primary.name} in ${promoting.region}?`}
      action="Promote"
      kind="primary"
      onClose=${() => setPromoting(null)}
      onConfirm=${async () => {
        await aws('secretsmanager', 'StopReplicationToReplica', {SecretId: promoting.arn}, at(promoting));
        notify(`${primary.name} in ${promoting.region} is a secret of its own`);
      }}
    >
      <p>It becomes a secret of its own, with the values that it has now, and is replicated to no more.</p>
    <//>`}
    ${removing &&
    html`<${Confirm}
      title=${`Remove ${primary.name} from ${removing.region}?`}
      action="Remove"
      onClose=${() => setRemoving(null)}
      onConfirm=${async () => {
        await aws('secretsmanager', 'RemoveRegionsFromReplication', {SecretId: primary.arn, RemoveReplicaRegions: [removing.region]}, at(primary));
        notify(`It is removed from ${removing.region}`);
      }}
    >
      <p>The replica and its values are deleted. The primary stays.</p>
    <//>`}
  <//>`;
}

function Status({place}) {
  if (place.role === 'Primary') {
    return html`<span class="muted">–</span>`;
  }
  const [word, kind] = place.failure ? ['Failed', 'error'] : place.due ? ['InProgress', 'info'] : ['InSync', 'good'];
  return html`<${Tag} kind=${kind}>${word}<//>${place.failure && html` <span class="muted">${place.failure}</span>`}`;
}

/** How long replication takes; AWS publishes no figures, so that it takes no time unless it is set here. */
function Lags({lags, regions}) {
  const [region, setRegion] = useState(null);
  const [seconds, setSeconds] = useState('10');
  const chosen = region ?? regions[0] ?? '';
  const set = async (where, lag) => {
    await admin.post('replication', {region: where, lag});
    notify(lag === 'PT0S' ? `Replication to ${where} takes no time` : `Replication to ${where} takes ${inWords(Number(seconds) * 1000)}`);
  };
  return html`<${Section} title="How long replication takes" className="card">
    ${lags.length === 0
      ? html`<p class="muted">No time: a replica has each change when the call returns.</p>`
      : html`<ul class="list">
          ${lags.map(
            each => html`<li key=${each.region}>
              <span>${each.region}: ${inWords(each.seconds * 1000)}</span>
              <${Button} kind="quiet" aria-label=${`No time to ${each.region}`} onClick=${() => set(each.region, 'PT0S')}>Remove<//>
            </li>`,
          )}
        </ul>`}
    <div class="one-line"><${Form} submit="Set" kind="" onSubmit=${() => set(chosen, `PT${Number(seconds)}S`)}>
      <${Field} label="Region" list="replica-regions" value=${chosen} onInput=${event => setRegion(event.target.value.trim())} />
      <datalist id="replica-regions">${regions.map(each => html`<option value=${each} />`)}</datalist>
      <${Field} label="Seconds" type="number" min="0" max="31536000" step="1" value=${seconds} onInput=${event => setSeconds(event.target.value)} />
    <//></div>
  <//>`;
}

/** Reads the current value in each Region, which the audit shows, and says whether they are the same. */
function Compare({name, places}) {
  const [read, setRead] = useState(null);
  const load = async () => {
    const values = await Promise.all(
      places.map(async place => {
        try {
          const value = await aws('secretsmanager', 'GetSecretValue', {SecretId: place.arn}, {region: place.region, account: place.account});
          return {...place, value: value.SecretString ?? `${value.SecretBinary} (base64)`};
        } catch (error) {
          return {...place, error};
        }
      }),
    );
    setRead(values);
  };
  if (!read) {
    return html`<${Button} onClick=${load}>Read in all Regions<//>`;
  }
  return html`<${Confirm} title=${`What each Region reads as ${name}`} action="Close" kind="" onClose=${() => setRead(null)} onConfirm=${() => {}}>
    ${read.map(
      place => html`<div>
        <h3>${place.region} <${Tag} kind=${place.value === read[0].value ? 'good' : 'warning'}>${place.value === read[0].value ? 'same as the primary' : 'differs from the primary'}<//></h3>
        ${place.error ? html`<p>${place.error.name}: ${place.error.message}</p>` : html`<${Json} value=${place.value} label=${`Value in ${place.region}`} />`}
      </div>`,
    )}
  <//>`;
}
