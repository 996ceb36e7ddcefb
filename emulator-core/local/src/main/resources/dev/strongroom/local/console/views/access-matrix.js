// Who may call one operation on which secrets, as a table of secrets and principals; each cell leads to its explanation.
import {admin, html, link, setQuery, useData, useHome, Field, Icon, Loaded, Notice, Table} from '../frame.js';
import {OF_A_SECRET} from '../operations.js';
import {distinctNames} from '../words.js';
import {secretLink} from './secrets.js';

const MOST_CELLS = 1200; // decided in less than a second
const WORDS = {yes: 'allowed', no: 'denied', fails: 'allowed, but it fails'};
const PATHS = {yes: 'M3.5 8.500l3 3 6-7', no: 'M4.500 4.500l7 7M11.500 4.500l-7 7', fails: 'M8 3v6M8 11.500v.5'};

export function Matrix({world, query}) {
  const {q = '', who = '', action = 'GetSecretValue'} = query;
  const matches = (text, words) => words.toLowerCase().split(/\s+/).every(word => text.toLowerCase().includes(word));
  const principals = world.principals.filter(each => matches(each.arn, who)).map(each => each.arn);
  const found = world.secrets.filter(each => matches(each.arn, q));
  const secrets = found.slice(0, Math.max(1, Math.floor(MOST_CELLS / Math.max(1, principals.length))));
  const body = {operation: action, principals: principals.slice(0, MOST_CELLS), secrets: secrets.map(each => each.arn)};
  const matrix = useData(() => admin.ask('access', body), [JSON.stringify(body)]);
  return html`
    <div class="toolbar" role="search">
      <${Field} label="Operation" options=${OF_A_SECRET} value=${action} onChange=${event => setQuery({action: event.target.value})} />
      <${Field} label="Secrets" type="search" className="grow" placeholder="part of a name or ARN" value=${q} onInput=${event => setQuery({q: event.target.value})} />
      <${Field} label="Principals" type="search" className="grow" placeholder="part of an ARN" value=${who} onInput=${event => setQuery({who: event.target.value})} />
      <span class="count">${secrets.length} × ${principals.length}</span>
    </div>
    ${found.length > secrets.length &&
    html`<${Notice}>The first ${secrets.length} of ${found.length} secrets are decided; search to see others.<//>`}
    ${principals.length === 0
      ? html`<p class="empty">${world.principals.length === 0 ? 'There is no user or role yet: a seed or the IAM API makes some.' : 'No principal is like this.'}</p>`
      : html`<${Loaded} from=${matrix}>${data => html`<${Cells} matrix=${data} secrets=${secrets} action=${action} />`}<//>`}
    <ul class="legend" aria-label="Signs">
      ${Object.keys(WORDS).map(sign => html`<li><${Sign} sign=${sign} /> ${WORDS[sign]}</li>`)}
    </ul>
  `;
}

function Cells({matrix, secrets, action}) {
  const home = useHome();
  const names = distinctNames(matrix.rows.map(row => row.principal));
  const secretNames = distinctNames(secrets.map(each => each.arn));
  const answered = secrets.filter(each => matrix.rows.every(row => each.arn in row.allowed));
  return html`<${Table}
    caption=${`Who may ${action}`}
    rows=${answered}
    rowKey=${secret => secret.arn}
    href=${secret => secretLink(secret, home)}
    empty="No secret is like this."
    columns=${[
      {head: 'Secret', wide: true, cell: secret => secretNames.get(secret.arn), sort: secret => secret.arn},
      ...matrix.rows.map(row => ({
        head: names.get(row.principal),
        sort: secret => (row.allowed[secret.arn] ? (row.fails[secret.arn] ? 1 : 0) : 2),
        cell: secret => html`<${Cell} row=${row} secret=${secret} action=${action} name=${names.get(row.principal)} />`,
      })),
    ]}
  />`;
}

function Cell({row, secret, action, name}) {
  const failure = row.fails[secret.arn];
  const sign = row.allowed[secret.arn] ? (failure ? 'fails' : 'yes') : 'no';
  return html`<a
    class="cell"
    href=${link('access', '', {principal: row.principal, operation: action, resource: secret.arn})}
    aria-label=${`${name} on ${secret.name}: ${WORDS[sign]}${failure ? ` with ${failure}` : ''}`}
    title=${failure}
  ><${Sign} sign=${sign} /></a>`;
}

function Sign({sign}) {
  return html`<span class=${`may ${sign}`}><${Icon} path=${PATHS[sign]} /></span>`;
}
