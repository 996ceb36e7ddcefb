// All secrets of the emulator, of every account and Region.
import {
  admin, html, link, setQuery, useData, useHome, useMemo, useState, Button, Field, Loaded, Page, Table, Tag, Time,
} from '../frame.js';
import {CreateSecret} from './secret-forms.js';

const STATES = [
  ['', 'Any'],
  ['rotating', 'Rotating'],
  ['paused', 'Paused'],
  ['scheduled', 'Rotated by schedule'],
  ['replica', 'Replica'],
  ['deleted', 'Scheduled for deletion'],
];

const HAS_STATE = {
  rotating: secret => secret.rotating && !secret.paused,
  paused: secret => secret.paused,
  scheduled: secret => secret.due !== null && !secret.rotating,
  replica: secret => secret.replica,
  deleted: secret => secret.scheduledForDeletion,
};

const NONE = [];
const texts = new WeakMap();

/** A secret of the home account and Region has a short address: its name, which stays the same in another run. */
export function secretLink({arn, name, account, region}, home, query) {
  return link('secrets', account === home.account && region === home.region ? name : arn, query);
}

export default function Secrets({route}) {
  const from = useData(async () => (await admin.get('secrets')).secrets);
  const home = useHome();
  const [creating, setCreating] = useState(false);
  const {q = '', region = '', account = '', state = ''} = route.query;
  const secrets = from.data || NONE;
  const regions = useMemo(() => distinct(secrets, 'region'), [secrets]);
  const accounts = useMemo(() => distinct(secrets, 'account'), [secrets]);
  const shown = useMemo(() => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    return secrets.filter(
      secret =>
        (words.length === 0 || words.every(word => searched(secret).includes(word))) &&
        (!region || secret.region === region) &&
        (!account || secret.account === account) &&
        (!state || HAS_STATE[state]?.(secret)),
    );
  }, [secrets, q, region, account, state]);
  return html`<${Page}
    title="Secrets"
    actions=${html`<${Button} kind="primary" onClick=${() => setCreating(true)}>Create a secret<//>`}
  >
    <div class="toolbar" role="search">
      <${Field}
        label="Search"
        type="search"
        className="grow"
        placeholder="name, description, tag or ARN"
        value=${q}
        onInput=${event => setQuery({q: event.target.value})}
      />
      <${Field} label="State" options=${STATES} value=${state} onChange=${event => setQuery({state: event.target.value})} />
      ${regions.length > 1 &&
      html`<${Field}
        label="Region"
        options=${[['', 'All'], ...regions]}
        value=${region}
        onChange=${event => setQuery({region: event.target.value})}
      />`}
      ${accounts.length > 1 &&
      html`<${Field}
        label="Account"
        options=${[['', 'All'], ...accounts]}
        value=${account}
        onChange=${event => setQuery({account: event.target.value})}
      />`}
      <span class="count" role="status">${shown.length === secrets.length ? '' : `${shown.length} of `}${secrets.length} secrets</span>
    </div>
    <${Loaded} from=${from}>
      ${() => html`<${Table}
        caption="Secrets"
        sortName="sort"
        columns=${columns(accounts.length > 1)}
        rows=${shown}
        rowKey=${secret => secret.arn}
        href=${secret => secretLink(secret, home)}
        empty=${secrets.length === 0 ? 'There is no secret yet.' : 'No secret is like this.'}
      />`}
    <//>
    ${creating && html`<${CreateSecret} onClose=${() => setCreating(false)} />`}
  <//>`;
}

function distinct(secrets, member) {
  return [...new Set(secrets.map(secret => secret[member]))].sort();
}

/** What is searched in, kept for each secret: there may be thousands, and a letter is typed after the other. */
function searched(secret) {
  let text = texts.get(secret);
  if (text === undefined) {
    const tags = Object.entries(secret.tags).map(([key, value]) => `${key}=${value} ${key}: ${value}`);
    text = [secret.name, secret.arn, secret.description, ...tags].join('\n').toLowerCase();
    texts.set(secret, text);
  }
  return text;
}

function columns(manyAccounts) {
  return [
    {head: 'Name', cell: secret => secret.name, sort: secret => secret.name, wide: true},
    {head: 'State', cell: states, sort: secret => stateWords(secret).join()},
    {head: 'Region', narrow: true, cell: secret => secret.region, sort: secret => secret.region},
    manyAccounts && {head: 'Account', cell: secret => secret.account, sort: secret => secret.account},
    {head: 'Description', cell: secret => html`<span class="muted">${secret.description}</span>`, wide: true},
    {head: 'Tags', cell: secret => html`<${Tags} tags=${secret.tags} />`},
    {head: 'Next rotation', cell: secret => html`<${Time} at=${secret.due} short />`, sort: secret => secret.due},
    {head: 'Changed', cell: secret => html`<${Time} at=${secret.changed} short />`, sort: secret => secret.changed},
  ].filter(Boolean);
}

export function Tags({tags = {}}) {
  return html`<span class="tags">${Object.entries(tags).map(([key, value]) => html`<${Tag}>${key}${value && `: ${value}`}<//>`)}</span>`;
}

const KINDS = {Rotating: 'info', Paused: 'warning', 'Scheduled for deletion': 'error', Replica: 'violet'};

function stateWords(secret) {
  return [
    secret.scheduledForDeletion && 'Scheduled for deletion',
    secret.paused ? 'Paused' : secret.rotating && 'Rotating',
    secret.replica && 'Replica',
  ].filter(Boolean);
}

export function states(secret) {
  const words = stateWords(secret);
  return html`<span class="tags">${words.map(word => html`<${Tag} kind=${KINDS[word]}>${word}<//>`)}</span>`;
}
