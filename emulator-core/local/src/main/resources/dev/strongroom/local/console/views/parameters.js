// The parameters of Parameter Store, path by path.
import {
  admin, aws, html, link, notify, setQuery, useData, useHome, useState, Button, Dialog, Field, Form, Loaded, Page, Table,
  Tag, Time,
} from '../frame.js';

export const TYPES = ['String', 'StringList', 'SecureString'];

/** A parameter of the home account and Region by its name, any other by its ARN. */
export function parameterLink({Name, ARN, account, region}, home) {
  return link('parameters', account === home.account && region === home.region ? Name : ARN);
}

export default function Parameters({route}) {
  const from = useData(async () => (await admin.get('parameters')).parameters);
  const home = useHome();
  const [creating, setCreating] = useState(false);
  const {q = '', path = '/'} = route.query;
  const all = from.data || [];
  const below = path === '/' ? all : all.filter(({Name}) => Name.startsWith(path));
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = below.filter(each => words.every(word => `${each.Name}\n${each.Description || ''}\n${each.ARN}`.toLowerCase().includes(word)));
  const places = new Set(all.map(each => `${each.account} ${each.region}`));
  return html`<${Page}
    title="Parameters"
    subtitle="Parameter Store of all accounts and Regions"
    actions=${html`<${Button} kind="primary" onClick=${() => setCreating(true)}>Put a parameter<//>`}
  >
    <div class="toolbar" role="search">
      <${Field} label="Search" type="search" className="grow" placeholder="name, description or ARN" value=${q} onInput=${event => setQuery({q: event.target.value})} />
      <span class="count" role="status">${shown.length === all.length ? all.length : `${shown.length} of ${all.length}`}</span>
    </div>
    <${Path} path=${path} names=${below.map(each => each.Name)} />
    <${Loaded} from=${from}>
      ${() => html`<${Table}
        caption="Parameters"
        sortName="sort"
        rows=${shown}
        rowKey=${each => each.ARN}
        href=${each => parameterLink(each, home)}
        empty=${all.length === 0 ? 'There is no parameter yet.' : 'No parameter is like this.'}
        columns=${[
          {head: 'Name', wide: true, cell: each => each.Name, sort: each => each.Name},
          {head: 'Type', cell: each => html`<${Tag} kind=${each.Type === 'SecureString' ? 'violet' : 'plain'}>${each.Type}<//>`, sort: each => each.Type},
          {head: 'Version', number: true, cell: each => each.Version, sort: each => each.Version},
          {head: 'Tier', narrow: true, cell: each => each.Tier, sort: each => each.Tier},
          {head: 'Description', wide: true, cell: each => html`<span class="muted">${each.Description}</span>`},
          places.size > 1 && {head: 'Region', narrow: true, cell: each => each.region, sort: each => each.region},
          places.size > 1 && {head: 'Account', narrow: true, cell: each => each.account, sort: each => each.account},
          {head: 'Changed', cell: each => html`<${Time} at=${each.LastModifiedDate} short />`, sort: each => each.LastModifiedDate},
        ].filter(Boolean)}
      />`}
    <//>
    ${creating && html`<${Put} onClose=${() => setCreating(false)} name=${path === '/' ? '/' : path} />`}
  <//>`;
}

/** The path that is shown, each part of it a link, and the paths one deeper with their counts. */
function Path({path, names}) {
  const parts = path.split('/').filter(Boolean);
  const deeper = new Map();
  for (const name of names) {
    const rest = name.slice(path.length);
    const slash = rest.indexOf('/');
    if (name.startsWith(path) && slash > 0) {
      const next = path + rest.slice(0, slash + 1);
      deeper.set(next, (deeper.get(next) || 0) + 1);
    }
  }
  const to = next => link('parameters', '', {path: next === '/' ? '' : next});
  return html`<nav class="path" aria-label="Path">
    <ol>
      <li>${parts.length === 0 ? html`<strong aria-current="true">/</strong>` : html`<a href=${to('/')}>/</a>`}</li>
      ${parts.map((part, index) => {
        const here = `/${parts.slice(0, index + 1).join('/')}/`;
        return html`<li>${index === parts.length - 1 ? html`<strong aria-current="true">${part}/</strong>` : html`<a href=${to(here)}>${part}/</a>`}</li>`;
      })}
    </ol>
    ${deeper.size > 0 &&
    html`<ul class="tags" aria-label="Deeper">
      ${[...deeper].map(([next, count]) => html`<li><a class="tag" href=${to(next)}>${next.slice(path.length)} ${count}</a></li>`)}
    </ul>`}
  </nav>`;
}

/** Puts a parameter, or a new version of one that is there. */
export function Put({onClose, name = '/', of}) {
  const [draft, setDraft] = useState({
    Name: of?.Name ?? name,
    Type: of?.Type ?? 'String',
    Value: '',
    Description: of?.Description ?? '',
    KeyId: of?.KeyId ?? '',
    Tier: of?.Tier ?? 'Standard',
  });
  const set = member => event => setDraft({...draft, [member]: event.target.value});
  const secure = draft.Type === 'SecureString';
  return html`<${Dialog} title=${of ? `A new version of ${of.Name}` : 'Put a parameter'} onClose=${onClose}>
    <${Form}
      submit="Put"
      onCancel=${onClose}
      disabled=${draft.Value === ''}
      onSubmit=${async () => {
        const {Name, Type, Value, Description, KeyId, Tier} = draft;
        const {Version} = await aws(
          'ssm',
          'PutParameter',
          {
            Name,
            Type,
            Value,
            Tier,
            ...(Description && {Description}),
            ...(secure && KeyId && {KeyId}),
            ...(of && {Overwrite: true}),
          },
          of && {region: of.region, account: of.account},
        );
        notify(`${Name} has version ${Version}`);
        onClose();
      }}
    >
      ${!of && html`<${Field} label="Name" value=${draft.Name} onInput=${set('Name')} />`}
      <${Field} label="Type" options=${TYPES} value=${draft.Type} onChange=${set('Type')} />
      <${Field} label="Value" multiline=${4} value=${draft.Value} onInput=${set('Value')} />
      ${secure && html`<${Field} label="Key" hint="An ID, ARN or alias. Empty: alias/aws/ssm." value=${draft.KeyId} onInput=${set('KeyId')} />`}
      <${Field} label="Description" value=${draft.Description} onInput=${set('Description')} />
      <${Field} label="Tier" options=${['Standard', 'Advanced', 'Intelligent-Tiering']} value=${draft.Tier} onChange=${set('Tier')} />
    <//>
  <//>`;
}
