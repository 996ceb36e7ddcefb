// Snapshots of all that is stored: taken, restored, compared.
import {
  admin, html, notify, setQuery, useData, useState, Button, Confirm, Field, Form, Json, Loaded, Page, Section, Table, Tag,
  Time,
} from '../frame.js';
import {duration} from '../pictures/history.js';

const NOW = '';

async function load() {
  const {snapshots, taken = {}} = await admin.get('snapshots');
  return snapshots.map(name => ({name, at: taken[name]})).reverse();
}

export default function Snapshots({route}) {
  const from = useData(load);
  const [asking, setAsking] = useState(null);
  const snapshots = from.data || [];
  const {compare, to = NOW} = route.query;
  const known = name => snapshots.some(snapshot => snapshot.name === name);
  return html`<${Page}
    title="Snapshots"
    subtitle="A snapshot has everything that is stored: secrets, keys, principals, parameters. They last until Strongroom ends."
    actions=${html`<${Button} onClick=${() => setAsking({reset: true})}>Reset to the seed<//>`}
  >
    <${Take} />
    <${Loaded} from=${from}>
      ${() => html`<${Table}
        caption="Snapshots"
        columns=${[
          {head: 'Name', cell: snapshot => snapshot.name, wide: true},
          {head: 'Taken', cell: snapshot => html`<${Time} at=${snapshot.at} />`},
          {
            head: '',
            cell: ({name}) => html`<div class="actions">
              <${Button} onClick=${() => setAsking({restore: name})}>Restore<//>
              <${Button} onClick=${() => setQuery({compare: name, to: NOW})}>Compare with now<//>
              <${Button} kind="quiet" onClick=${async () => void (await admin.delete('snapshots/' + encodeURIComponent(name)), notify(`${name} is removed`))}>Remove<//>
            </div>`,
          },
        ]}
        rows=${snapshots}
        rowKey=${snapshot => snapshot.name}
        empty="No snapshot is taken yet."
      />`}
    <//>
    ${snapshots.length > 0 && html`<${Compare} key=${`${compare}\n${to}`} snapshots=${snapshots} from=${known(compare) ? compare : null} to=${known(to) ? to : NOW} />`}
    ${asking?.restore &&
    html`<${Confirm}
      title=${`Restore ${asking.restore}?`}
      action="Restore"
      onClose=${() => setAsking(null)}
      onConfirm=${async () => {
        await admin.post('restore', {snapshot: asking.restore});
        notify(`${asking.restore} is restored`);
      }}
    >
      <p>Everything that is stored becomes what it was when the snapshot was taken. The clock and the audit go on.</p>
    <//>`}
    ${asking?.reset &&
    html`<${Confirm}
      title="Reset to the seed?"
      action="Reset"
      onClose=${() => setAsking(null)}
      onConfirm=${async () => {
        await admin.post('reset');
        notify('Everything is as it was at the start');
      }}
    >
      <p>What is stored, the clock, the functions and the faults become what they were at the start. Take a snapshot first to keep what is there.</p>
    <//>`}
  <//>`;
}

function Take() {
  const [name, setName] = useState('');
  const take = async () => {
    const {snapshot} = await admin.post('snapshot', name ? {name} : {});
    setName('');
    notify(`${snapshot} is taken`);
  };
  return html`<div class="card">
    <${Form} submit="Take a snapshot" onSubmit=${take} inline>
      <${Field} label="Name" hint="Empty for a number. A name that is taken already is replaced." value=${name} onInput=${event => setName(event.target.value)} />
    <//>
  </div>`;
}

const KINDS = [
  ['secrets', 'Secret'],
  ['keys', 'Key'],
  ['principals', 'Principal'],
  ['parameters', 'Parameter'],
];
const CHANGES = {added: ['added', 'good'], removed: ['removed', 'error'], changed: ['changed', 'info']};

function Compare({snapshots, from, to}) {
  const names = snapshots.map(({name}) => name);
  const found = useData(async () => from && admin.get(`compare?from=${encodeURIComponent(from)}${to === NOW ? '' : `&to=${encodeURIComponent(to)}`}`));
  return html`<${Section} title="Compare">
    <div class="toolbar">
      <${Field}
        label="From"
        options=${[['', 'Choose a snapshot'], ...names.map(name => [name, name])]}
        value=${from ?? ''}
        onChange=${event => setQuery({compare: event.target.value})}
      />
      <${Field}
        label="To"
        options=${[[NOW, 'What is there now'], ...names.map(name => [name, name])]}
        value=${to}
        onChange=${event => setQuery({to: event.target.value})}
      />
    </div>
    ${from && html`<${Loaded} from=${found}>${result => html`<${Differences} result=${result} />`}<//>`}
  <//>`;
}

function Differences({result}) {
  const rows = KINDS.flatMap(([member, kind]) => (result[member] || []).map(entry => ({...entry, kind})));
  const passed = Date.parse(result.to.time) - Date.parse(result.from.time);
  return html`
    <p class="muted">
      ${rows.length === 0 ? 'Nothing differs.' : `${rows.length} ${rows.length === 1 ? 'thing differs' : 'things differ'}.`}${' '}
      ${passed !== 0 && `The clock is ${duration(Math.abs(passed))} ${passed > 0 ? 'later' : 'earlier'}.`}
    </p>
    ${rows.length > 0 &&
    html`<${Table}
      caption="Differences"
      columns=${[
        {head: 'What', cell: row => row.name, wide: true},
        {head: 'Kind', cell: row => row.kind},
        {head: 'Change', cell: row => html`<${Tag} kind=${CHANGES[row.change][1]}>${CHANGES[row.change][0]}<//>`},
        {head: 'Details', wide: true, cell: row => row.differences.map(difference => html`<${Difference} ...${difference} />`)},
      ]}
      rows=${rows}
      rowKey=${row => `${row.kind} ${row.arn || row.name}`}
    />`}
  `;
}

const text = value => (value === null || value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value));

/** Short values on a line, long ones below each other. */
function Difference({what, from, to}) {
  const [before, after] = [text(from), text(to)];
  return before.length + after.length < 70
    ? html`<div>${what}: <del>${before}</del> → <ins>${after}</ins></div>`
    : html`<details>
        <summary>${what}</summary>
        <div class="columns">
          <${Json} value=${from ?? 'none'} label=${`${what} before`} />
          <${Json} value=${to ?? 'none'} label=${`${what} after`} />
        </div>
      </details>`;
}
