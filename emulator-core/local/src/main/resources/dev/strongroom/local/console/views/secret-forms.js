// The dialogs that create and change secrets.
import {aws, go, html, notify, requestToken, useHome, useState, Button, Dialog, Field, Form} from '../frame.js';
import {secretLink} from './secrets.js';

const KINDS = [
  ['text', 'Text or JSON'],
  ['pairs', 'Keys and values'],
  ['generated', 'Generated password'],
];
const BLANK = {key: '', value: ''};

/** What a form has about a value; `request` asks for a password if one is to be generated. */
export function useValue() {
  const [kind, setKind] = useState('text');
  const [text, setText] = useState('');
  const [pairs, setPairs] = useState([BLANK]);
  const [length, setLength] = useState('32');
  const request = async scope => {
    if (kind === 'generated') {
      const {RandomPassword} = await aws('secretsmanager', 'GetRandomPassword', {PasswordLength: Number(length)}, scope);
      return {SecretString: RandomPassword};
    }
    return {SecretString: kind === 'text' ? text : JSON.stringify(toObject(pairs))};
  };
  const fields = html`
    <${Field} label="Kind of value" options=${KINDS} value=${kind} onChange=${event => setKind(event.target.value)} />
    ${kind === 'text' &&
    html`<${Field} label="Value" multiline=${5} value=${text} onInput=${event => setText(event.target.value)} />`}
    ${kind === 'pairs' && html`<${Pairs} legend="Members of the JSON object" pairs=${pairs} onChange=${setPairs} />`}
    ${kind === 'generated' &&
    html`<${Field} label="Length" type="number" min="1" max="4096" value=${length} onInput=${event => setLength(event.target.value)} />`}
  `;
  return {fields, request};
}

export function toObject(pairs) {
  return Object.fromEntries(pairs.filter(({key}) => key !== '').map(({key, value}) => [key, value]));
}

/** Rows of a key and a value; there is always a row to fill in. */
export function Pairs({legend, pairs, onChange, keyLabel = 'Key', valueLabel = 'Value'}) {
  const change = (index, part) => {
    const next = pairs.map((pair, at) => (at === index ? {...pair, ...part} : pair));
    onChange(next[next.length - 1].key ? [...next, BLANK] : next);
  };
  return html`<fieldset>
    <legend>${legend}</legend>
    ${pairs.map(
      (pair, index) => html`<div class="pairs" key=${index}>
        <input
          aria-label=${`${keyLabel} ${index + 1}`}
          placeholder=${keyLabel}
          autocomplete="off"
          value=${pair.key}
          onInput=${event => change(index, {key: event.target.value})}
        />
        <input
          aria-label=${`${valueLabel} ${index + 1}`}
          placeholder=${valueLabel}
          autocomplete="off"
          value=${pair.value}
          onInput=${event => change(index, {value: event.target.value})}
        />
        <${Button}
          kind="quiet"
          aria-label=${`Remove row ${index + 1}`}
          disabled=${pairs.length === 1}
          onClick=${() => onChange(pairs.filter((_, at) => at !== index))}
        >Remove<//>
      </div>`,
    )}
  </fieldset>`;
}

export function CreateSecret({onClose}) {
  const home = useHome();
  const value = useValue();
  const [fields, setFields] = useState({name: '', description: '', kmsKey: '', region: '', account: ''});
  const [tags, setTags] = useState([BLANK]);
  const set = member => ({value: fields[member], onInput: event => setFields({...fields, [member]: event.target.value})});
  const create = async () => {
    const scope = {region: fields.region || home.region, account: fields.account || home.account};
    const created = await aws(
      'secretsmanager',
      'CreateSecret',
      {
        Name: fields.name,
        ClientRequestToken: requestToken(),
        ...(fields.description && {Description: fields.description}),
        ...(fields.kmsKey && {KmsKeyId: fields.kmsKey}),
        ...(await value.request(scope)),
        Tags: Object.entries(toObject(tags)).map(([Key, Value]) => ({Key, Value})),
      },
      scope,
    );
    notify(`${created.Name} is created`);
    onClose();
    go(secretLink({arn: created.ARN, name: created.Name, ...scope}, home));
  };
  return html`<${Dialog} title="Create a secret" onClose=${onClose}>
    <${Form} submit="Create" onSubmit=${create} onCancel=${onClose} disabled=${!fields.name}>
      <${Field} label="Name" placeholder="prod/db" required ...${set('name')} />
      <${Field} label="Description" ...${set('description')} />
      ${value.fields}
      <${Pairs} legend="Tags" pairs=${tags} onChange=${setTags} />
      <div class="columns">
        <${Field} label="KMS key" hint="An alias, key ID or ARN; empty for the AWS managed key." ...${set('kmsKey')} />
        <${Field} label="Region" placeholder=${home.region} ...${set('region')} />
        <${Field} label="Account" placeholder=${home.account} ...${set('account')} />
      </div>
    <//>
  <//>`;
}
