// All KMS keys of the emulator, of every account and Region, with what hangs on them.
import {admin, html, link, setQuery, useData, useHome, Field, Loaded, Page, Table, Tag, Time} from '../frame.js';

const STATES = {Enabled: 'good', Disabled: 'error', PendingDeletion: 'error', PendingImport: 'warning', Unavailable: 'warning'};

export function KeyState({state}) {
  const words = {PendingDeletion: 'Pending deletion', PendingImport: 'Pending import', PendingReplicaDeletion: 'Pending replica deletion'};
  return html`<${Tag} kind=${STATES[state]}>${words[state] || state}<//>`;
}

/** A key by its first alias, or its ID. */
export function keyName({metadata, aliases}) {
  return aliases[0]?.AliasName || metadata.KeyId;
}

export const keyRegion = ({metadata}) => metadata.Arn.split(':')[3];

/** A key of the home account and Region by its ID, any other by its ARN. */
export function keyLink(key, home) {
  const here = key.metadata.AWSAccountId === home.account && keyRegion(key) === home.region;
  return link('keys', here ? key.metadata.KeyId : key.metadata.Arn);
}

export default function Keys({route}) {
  const from = useData(async () => (await admin.get('keys')).keys);
  const home = useHome();
  const {q = ''} = route.query;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = (from.data || []).filter(key => words.every(word => searched(key).includes(word)));
  const accounts = new Set((from.data || []).map(key => key.metadata.AWSAccountId));
  return html`<${Page} title="Keys" subtitle="KMS keys of all accounts and Regions">
    <div class="toolbar" role="search">
      <${Field}
        label="Search"
        type="search"
        className="grow"
        placeholder="alias, ID, description or state"
        value=${q}
        onInput=${event => setQuery({q: event.target.value})}
      />
      <span class="count" role="status">${shown.length === from.data?.length ? shown.length : `${shown.length} of ${from.data?.length ?? 0}`}</span>
    </div>
    <${Loaded} from=${from}>
      ${keys => html`<${Table}
        caption="Keys"
        sortName="sort"
        rows=${shown}
        rowKey=${key => key.metadata.Arn}
        href=${key => keyLink(key, home)}
        empty=${keys.length === 0 ? 'There is no key yet: the first secret makes one.' : 'No key is like this.'}
        columns=${[
          {head: 'Key', wide: true, cell: keyName, sort: keyName},
          {head: 'State', cell: key => html`<${KeyState} state=${key.metadata.KeyState} />`, sort: key => key.metadata.KeyState},
          {head: 'Secrets', number: true, cell: key => key.secrets.length, sort: key => key.secrets.length},
          {head: 'Parameters', number: true, cell: key => key.parameters.length, sort: key => key.parameters.length},
          {head: 'Kind', narrow: true, cell: key => kind(key), sort: kind},
          {head: 'Region', narrow: true, cell: keyRegion, sort: keyRegion},
          accounts.size > 1 && {head: 'Account', narrow: true, cell: key => key.metadata.AWSAccountId, sort: key => key.metadata.AWSAccountId},
          {head: 'Description', wide: true, cell: key => html`<span class="muted">${key.metadata.Description}</span>`},
          {head: 'Created', cell: key => html`<${Time} at=${key.metadata.CreationDate} short />`, sort: key => key.metadata.CreationDate},
        ].filter(Boolean)}
      />`}
    <//>
  <//>`;
}

function kind({metadata}) {
  return metadata.KeyManager === 'AWS' ? 'managed by AWS' : metadata.KeySpec === 'SYMMETRIC_DEFAULT' ? 'symmetric' : metadata.KeySpec;
}

function searched({metadata, aliases}) {
  return [metadata.Arn, metadata.Description, metadata.KeyState, ...aliases.map(alias => alias.AliasName)].join('\n').toLowerCase();
}
