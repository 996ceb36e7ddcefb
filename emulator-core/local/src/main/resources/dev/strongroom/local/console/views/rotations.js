// All secrets that rotate, or have rotated.
import {admin, html, link, setQuery, useData, useHome, Field, Loaded, Page, Table, Tag, Time} from '../frame.js';
import {outcomeOf, runsOf} from '../pictures/track.js';

async function load() {
  const [{rotations}, {secrets}] = await Promise.all([admin.get('rotations'), admin.get('secrets')]);
  const byArn = new Map(rotations.map(({secret, timeline}) => [secret, runsOf(timeline)]));
  return secrets
    .filter(secret => secret.rotating || (secret.due && !secret.replica) || byArn.get(secret.arn)?.length > 0)
    .map(secret => {
      const runs = byArn.get(secret.arn) || [];
      const progress = secret.rotating ? {paused: secret.paused, attempt: runs[0]?.attempts.length || 1} : null;
      return {...secret, runs, outcome: outcomeOf(runs[0], progress)};
    });
}

export function rotationLink({arn, name, account, region}, home) {
  return link('rotations', account === home.account && region === home.region ? name : arn);
}

export default function Rotations({route}) {
  const from = useData(load);
  const home = useHome();
  const {q = '', outcome = ''} = route.query;
  const rows = (from.data || []).filter(
    secret => secret.name.toLowerCase().includes(q.toLowerCase()) && (!outcome || secret.outcome[0] === outcome),
  );
  return html`<${Page} title="Rotations">
    <div class="toolbar" role="search">
      <${Field} label="Search" type="search" className="grow" placeholder="name" value=${q} onInput=${event => setQuery({q: event.target.value})} />
      <${Field}
        label="Outcome"
        options=${[['', 'Any'], 'Succeeded', 'Failed', 'Retrying', 'Under way', 'Paused', 'Never rotated']}
        value=${outcome}
        onChange=${event => setQuery({outcome: event.target.value})}
      />
      <span class="count" role="status">${rows.length}</span>
    </div>
    <${Loaded} from=${from}>
      ${() => html`<${Table}
        caption="Rotations"
        sortName="sort"
        columns=${[
          {head: 'Secret', cell: row => row.name, sort: row => row.name, wide: true},
          {head: 'Latest outcome', cell: row => html`<${Tag} kind=${row.outcome[1]}>${row.outcome[0]}<//>`, sort: row => row.outcome[0]},
          {head: 'Attempts', number: true, cell: row => row.runs[0]?.attempts.length ?? '', sort: row => row.runs[0]?.attempts.length ?? 0},
          {head: 'Latest', cell: row => html`<${Time} at=${row.runs[0]?.started} short none="never" />`, sort: row => row.runs[0]?.started},
          {head: 'Due next', cell: row => html`<${Time} at=${row.due} short />`, sort: row => row.due},
          {head: 'Rotations', number: true, cell: row => row.runs.length, sort: row => row.runs.length},
          {head: 'Region', narrow: true, cell: row => row.region, sort: row => row.region},
        ]}
        rows=${rows}
        rowKey=${row => row.arn}
        href=${row => rotationLink(row, home)}
        empty=${from.data?.length === 0 ? 'No secret rotates. Set up a rotation on the page of a secret.' : 'No rotation is like this.'}
      />`}
    <//>
  <//>`;
}
