// One secret: where its labels are and how they moved, its versions, and what may be done with it.
import {
  admin, aws, html, link, notify, setQuery, useData, useHome, useMemo, useState, Button, Json, Loaded, Notice, Page, Reveal,
  Section, Table, Tag, Time,
} from '../frame.js';
import {history, sentence, shortId, labelOrder} from '../pictures/history.js';
import {Timeline, labelClass} from '../pictures/timeline.js';
import {Tags, secretLink, states} from './secrets.js';
import {AddReplica, Configure, Delete, Describe, EditPolicy, EditTags, MoveLabel, PutValue} from './secret-changes.js';

const MANY_VERSIONS = 30;

async function load(name) {
  const path = encodeURIComponent(name);
  const secret = await admin.get('secrets/' + path);
  const arn = encodeURIComponent(secret.arn);
  const [rotation, audit, clock] = await Promise.all([
    admin.get('rotations/' + arn),
    admin.get(`audit?secret=${arn}&limit=1000`),
    admin.get('clock'),
  ]);
  return {secret, rotation: rotation.timeline, records: audit.records, now: Date.parse(clock.now)};
}

export default function Secret({route}) {
  const from = useData(() => load(route.name), [route.name]);
  const [open, setOpen] = useState(null);
  const secret = from.data?.secret;
  const scope = secret && {region: secret.region, account: secret.account};
  const call = (operation, parameters) => aws('secretsmanager', operation, {SecretId: secret.arn, ...parameters}, scope);
  const dialog = open && secret && {secret, call, onClose: () => setOpen(null), ...open.more};
  const Opened = open?.what;
  return html`<${Page}
    title=${secret?.name ?? route.name}
    subtitle=${secret && html`<span class="mono">${secret.arn}</span>`}
    actions=${secret && html`<${Actions} secret=${secret} call=${call} open=${(what, more) => setOpen({what, more})} />`}
  >
    <${Loaded} from=${from}>
      ${data => html`
        <${State} secret=${data.secret} call=${call} />
        <${Labels} data=${data} route=${route} />
        <${Versions} secret=${data.secret} call=${call} open=${(what, more) => setOpen({what, more})} />
        <div class="columns">
          <${Facts} secret=${data.secret} open=${what => setOpen({what})} />
          <${Elsewhere} secret=${data.secret} open=${what => setOpen({what})} />
        </div>
      `}
    <//>
    ${dialog && html`<${Opened} ...${dialog} />`}
  <//>`;
}

function Actions({secret, call, open}) {
  if (secret.scheduledForDeletion) {
    return html`<${Button}
      kind="primary"
      onClick=${async () => {
        await call('RestoreSecret');
        notify(`${secret.name} is restored`);
      }}
    >Restore<//>`;
  }
  return html`
    ${!secret.replica && html`<${Button} kind="primary" onClick=${() => open(PutValue)}>Put a value<//>`}
    ${!secret.replica && html`<${Button} onClick=${() => open(MoveLabel, {})}>Move a label<//>`}
    ${!secret.replica && html`<${Button} onClick=${() => open(Describe)}>Edit<//>`}
    ${!secret.replica && html`<${Button} onClick=${() => open(Delete)}>Delete<//>`}
  `;
}

function State({secret}) {
  const home = useHome();
  const gone = secret.description.DeletedDate;
  return html`
    ${secret.scheduledForDeletion &&
    html`<${Notice} kind="warning">It is scheduled for deletion since <${Time} at=${gone} />. Until it is restored, nobody reads it.<//>`}
    ${secret.replica &&
    html`<${Notice}>
      This is a replica; it is written in ${secret.primaryRegion}.
      ${' '}<a href=${link('replicas', '', {q: secret.name})}>Show the replicas</a>
    <//>`}
    ${secret.rotating &&
    html`<${Notice} kind=${secret.paused ? 'warning' : 'info'}>
      A rotation is ${secret.paused ? 'paused' : 'under way'}: attempt ${secret.rotation?.attempt}, next step${' '}
      ${secret.rotation?.nextStep || 'the end'}. <a href=${secretLink(secret, home).replace('/secrets/', '/rotations/')}>Show the rotation</a>
    <//>`}
  `;
}

function Labels({data, route}) {
  const {scale = 'events', as = 'picture', zoom = '', all} = route.query;
  const whole = useMemo(() => history(data.secret, data), [data]);
  const old = whole.versions.length > MANY_VERSIONS && !all;
  const model = useMemo(() => (old ? newest(whole) : whole), [whole, old]);
  const [from = 0, to = 1] = zoom.split('-').map(Number).filter(number => number >= 0 && number <= 1);
  const view = to > from ? {from, to} : {from: 0, to: 1};
  const setView = next =>
    setQuery({zoom: next.from <= 0 && next.to >= 1 ? '' : `${next.from.toFixed(4)}-${next.to.toFixed(4)}`});
  const span = view.to - view.from;
  const zoomBy = factor => {
    const half = Math.min(1, span * factor) / 2;
    const middle = Math.max(half, Math.min(1 - half, (view.from + view.to) / 2));
    setView({from: middle - half, to: middle + half});
  };
  const picture = as === 'picture';
  return html`<${Section}
    title="Labels over time"
    actions=${html`
      ${picture &&
      html`<span class="group" role="group" aria-label="Zoom">
        <${Button} kind="quiet" aria-label="Zoom in" onClick=${() => zoomBy(1 / 1.6)}>+<//>
        <${Button} kind="quiet" aria-label="Zoom out" disabled=${span >= 1} onClick=${() => zoomBy(1.6)}>−<//>
        <${Button} kind="quiet" disabled=${span >= 1} onClick=${() => setQuery({zoom: ''})}>All<//>
      </span>`}
      ${picture &&
      html`<label class="choice">
        <span>Axis</span>
        <select value=${scale} onChange=${event => setQuery({scale: event.target.value, zoom: ''})}>
          <option value="events">By events</option>
          <option value="time">True to time</option>
        </select>
      </label>`}
      <${Button} onClick=${() => setQuery({as: picture ? 'table' : ''})}>${picture ? 'As a table' : 'As a picture'}<//>
    `}
  >
    ${picture
      ? html`<div class="card timeline-card">
          <${Timeline} model=${model} scale=${scale} view=${view} onView=${setView} />
          <${Legend} model=${model} />
        </div>`
      : html`<${HistoryTable} model=${model} />`}
    ${old && html`<p><${Button} kind="quiet" onClick=${() => setQuery({all: 'true'})}>Show all ${whole.versions.length} versions<//></p>`}
  <//>`;
}

function newest(model) {
  const versions = model.versions.slice(0, MANY_VERSIONS);
  const shown = new Set(versions.map(({id}) => id));
  const segments = model.segments
    .filter(segment => shown.has(segment.version))
    .map(segment => (shown.has(segment.movedTo) ? segment : {...segment, movedTo: null}));
  const start = Math.min(model.end, ...segments.map(segment => segment.from));
  return {...model, versions, segments, start, marks: model.marks.filter(mark => mark.at >= start)};
}

function Legend({model}) {
  const labels = [...new Set(model.segments.map(({label}) => label))].sort(labelOrder);
  const kinds = new Set(model.marks.map(({kind}) => kind));
  return html`<ul class="legend" aria-label="Legend">
    ${labels.map(label => html`<li><span class=${`swatch ${labelClass(label)}`}></span>${label}</li>`)}
    ${kinds.has('step') && html`<li><span class="sign good">●</span>step of a rotation</li>`}
    ${kinds.has('event') && html`<li><span class="sign">◆</span>event</li>`}
    ${kinds.has('failed') && html`<li><span class="sign bad">✕</span>failure</li>`}
    ${kinds.has('deletion') && html`<li><span class="sign bad">☒</span>deletion</li>`}
  </ul>`;
}

function HistoryTable({model}) {
  const rows = [
    ...model.moves.map(move => ({at: move.at, what: move.cause, changes: move.changes.map(sentence)})),
    ...model.marks.map(mark => ({at: mark.at, what: mark.texts.map(text => html`<div>${text}</div>`), changes: []})),
  ]
    .sort((a, b) => b.at - a.at)
    .map((row, index) => ({...row, index}));
  return html`<${Table}
    caption="Labels over time"
    columns=${[
      {head: 'Time', cell: row => html`<${Time} at=${new Date(row.at)} />`},
      {head: 'What', cell: row => row.what},
      {head: 'Labels', cell: row => row.changes.map(change => html`<div>${change}</div>`), wide: true},
    ]}
    rows=${rows}
    rowKey=${row => row.index}
    empty="Nothing has moved since Strongroom was started."
  />`;
}

function Versions({secret, call, open}) {
  const readable = !secret.scheduledForDeletion;
  const movable = readable && !secret.replica;
  const current = secret.current;
  const makeCurrent = async version => {
    await call('UpdateSecretVersionStage', {
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: version,
      ...(current && {RemoveFromVersionId: current}),
    });
    notify(`AWSCURRENT is on ${shortId(version)}`);
  };
  return html`<${Section} title="Versions">
    <${Table}
      caption="Versions"
      columns=${[
        {head: 'Version', cell: version => html`<code title=${version.VersionId}>${shortId(version.VersionId)}</code>`},
        {head: 'Labels', cell: version => html`<${LabelTags} labels=${version.VersionStages} />`},
        {head: 'Created', cell: version => html`<${Time} at=${version.CreatedDate} />`},
        {head: 'Last read', cell: version => html`<${Time} at=${version.LastAccessedDate} short none="never" />`},
        {
          head: 'Value',
          wide: true,
          cell: version => readable && html`<${Reveal} load=${async () => valueOf(await call('GetSecretValue', {VersionId: version.VersionId}))} />`,
        },
        {
          head: '',
          cell: version => movable && html`<div class="actions">
            ${version.VersionId !== current && html`<${Button} onClick=${() => makeCurrent(version.VersionId)}>Make current<//>`}
            <${Button} kind="quiet" onClick=${() => open(MoveLabel, {to: version.VersionId})}>Move a label here<//>
          </div>`,
        },
      ]}
      rows=${secret.versions}
      rowKey=${version => version.VersionId}
      empty="It has no version, so that nobody can read it. Put a value."
    />
  <//>`;
}

function valueOf({SecretString, SecretBinary}) {
  return SecretString ?? `${SecretBinary} (base64)`;
}

export function LabelTags({labels = []}) {
  return html`<span class="tags">${[...labels].sort(labelOrder).map(label => html`<span class=${`tag ${labelClass(label)}`}>${label}</span>`)}</span>`;
}

function Facts({secret, open}) {
  const {description, scheduledForDeletion, replica} = secret;
  const editable = !scheduledForDeletion && !replica;
  return html`<${Section}
    title="About it"
    className="card"
    actions=${editable &&
    html`<${Button} kind="quiet" onClick=${() => open(EditTags)}>Edit tags<//><${Button} kind="quiet" onClick=${() => open(EditPolicy)}>Edit policy<//>`}
  >
    <dl class="facts">
      <dt>State</dt>
      <dd>${states(secret)} ${!scheduledForDeletion && !secret.rotating && !replica && 'Active'}</dd>
      <dt>Description</dt>
      <dd>${description.Description || html`<span class="muted">none</span>`}</dd>
      <dt>Region, account</dt>
      <dd>${secret.region}, ${secret.account}</dd>
      <dt>KMS key</dt>
      <dd>${description.KmsKeyId ? html`<code>${description.KmsKeyId}</code>` : 'AWS managed key (aws/secretsmanager)'}</dd>
      <dt>Tags</dt>
      <dd>${Object.keys(secret.tags).length > 0 ? html`<${Tags} tags=${secret.tags} />` : html`<span class="muted">none</span>`}</dd>
      <dt>Created</dt>
      <dd><${Time} at=${description.CreatedDate} /></dd>
      <dt>Changed</dt>
      <dd><${Time} at=${description.LastChangedDate} /></dd>
      <dt>Last read</dt>
      <dd><${Time} at=${description.LastAccessedDate} none="never" /></dd>
    </dl>
    <h3>Resource policy</h3>
    ${secret.resourcePolicy ? html`<${Json} value=${secret.resourcePolicy} label="Resource policy" />` : html`<p class="muted">none</p>`}
  <//>`;
}

const STATUS = {InSync: 'good', InProgress: 'info', Failed: 'error'};

function Elsewhere({secret, open}) {
  const home = useHome();
  const {description, replica} = secret;
  const rotates = description.RotationEnabled;
  const editable = !secret.scheduledForDeletion && !replica;
  const rules = description.RotationRules || {};
  return html`<div class="stack">
    <${Section}
      title="Rotation"
      className="card"
      actions=${editable && html`<${Button} kind="quiet" onClick=${() => open(Configure)}>${rotates ? 'Change' : 'Set up'}<//>`}
    >
      ${rotates
        ? html`<dl class="facts">
            <dt>Function</dt>
            <dd><code>${description.RotationLambdaARN}</code></dd>
            <dt>Schedule</dt>
            <dd>${rules.ScheduleExpression || `every ${rules.AutomaticallyAfterDays} days`}</dd>
            <dt>Last</dt>
            <dd><${Time} at=${description.LastRotatedDate} none="never" /></dd>
            <dt>Next</dt>
            <dd><${Time} at=${secret.due} /></dd>
          </dl>`
        : html`<p class="muted">It does not rotate by schedule.</p>`}
      <p><a href=${secretLink(secret, home).replace('/secrets/', '/rotations/')}>Show its rotations</a></p>
    <//>
    ${!replica &&
    html`<${Section}
      title="Replicas"
      className="card"
      actions=${editable && html`<${Button} kind="quiet" onClick=${() => open(AddReplica)}>Add<//>`}
    >
      ${(description.ReplicationStatus || []).length === 0
        ? html`<p class="muted">It is in this Region only.</p>`
        : html`<dl class="facts">
              ${description.ReplicationStatus.map(
                ({Region, Status, StatusMessage}) => html`<dt>${Region}</dt>
                  <dd><${Tag} kind=${STATUS[Status]} title=${StatusMessage}>${Status}<//></dd>`,
              )}
            </dl>
            <p><a href=${link('replicas', '', {q: secret.name})}>Compare the replicas</a></p>`}
    <//>`}
  </div>`;
}
