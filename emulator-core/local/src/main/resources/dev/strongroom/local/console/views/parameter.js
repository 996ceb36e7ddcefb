// One parameter: its value, hidden if it is a SecureString, its versions, and what can be done with it.
import {
  admin, aws, go, html, link, notify, useData, useState, Button, Confirm, Json, Loaded, Page, Reveal, Section, Table, Tag,
  Time,
} from '../frame.js';
import {shortName} from '../words.js';
import {Put} from './parameters.js';

export default function Parameter({route}) {
  const from = useData(() => admin.get(`parameters/${encodeURIComponent(route.name)}`), [route.name]);
  const [asking, setAsking] = useState(null);
  const close = () => setAsking(null);
  const it = from.data?.parameter;
  return html`<${Page}
    title=${it?.Name || shortName(route.name)}
    subtitle=${html`<a href=${link('parameters')}>Parameters</a>`}
    actions=${it &&
    html`
      <${Button} kind="primary" onClick=${() => setAsking('put')}>Put a version<//>
      <${Button} onClick=${() => setAsking('delete')}>Delete …<//>
    `}
  >
    <${Loaded} from=${from}>
      ${({parameter, history, tags}) => html`
        <div class="columns">
          <${Section} title="Value" className="card"><${Value} parameter=${parameter} version=${history[history.length - 1]} /><//>
          <${Section} title="Parameter" className="card"><${Facts} parameter=${parameter} tags=${tags} /><//>
        </div>
        <${Section} title="History"><${History} parameter=${parameter} history=${history} /><//>
      `}
    <//>
    ${asking === 'put' && html`<${Put} of=${it} onClose=${close} />`}
    ${asking === 'delete' &&
    html`<${Confirm}
      title=${`Delete ${it.Name}?`}
      action="Delete"
      onClose=${close}
      onConfirm=${async () => {
        await aws('ssm', 'DeleteParameter', {Name: it.Name}, it);
        notify(`${it.Name} is deleted`);
        go(link('parameters'));
      }}
    >
      <p>It is gone at once, with all its versions.</p>
    <//>`}
  <//>`;
}

/** The value of a version; that of a SecureString is read by a call, which the audit shows. */
function Value({parameter, version}) {
  if (version.Type !== 'SecureString') {
    return html`<${Json} value=${version.Value} label="Value" />`;
  }
  const load = async () => {
    const name = `${parameter.Name}:${version.Version}`;
    return (await aws('ssm', 'GetParameter', {Name: name, WithDecryption: true}, parameter)).Parameter.Value;
  };
  return html`<${Reveal} load=${load} />`;
}

function Facts({parameter, tags}) {
  return html`<dl class="facts">
    <dt>Type</dt>
    <dd>${parameter.Type}${parameter.DataType !== 'text' && `, ${parameter.DataType}`}</dd>
    ${parameter.KeyId && html`<dt>Key</dt><dd>${parameter.KeyId}</dd>`}
    <dt>Tier</dt>
    <dd>${parameter.Tier}</dd>
    ${parameter.Description && html`<dt>Description</dt><dd>${parameter.Description}</dd>`}
    ${parameter.AllowedPattern && html`<dt>Allowed pattern</dt><dd class="mono">${parameter.AllowedPattern}</dd>`}
    <dt>Tags</dt>
    <dd class="tags">${tags.length === 0 ? '–' : tags.map(({Key, Value}) => html`<${Tag}>${Key}${Value && `: ${Value}`}<//>`)}</dd>
    ${(parameter.Policies || []).map(
      policy => html`<dt>Policy</dt><dd>${policy.PolicyType} (${policy.PolicyStatus}) <${Json} value=${policy.PolicyText} label="Policy" /></dd>`,
    )}
    <dt>Changed</dt>
    <dd><${Time} at=${parameter.LastModifiedDate} /> by ${shortName(parameter.LastModifiedUser)}</dd>
    <dt>ARN</dt>
    <dd class="mono">${parameter.ARN}</dd>
  </dl>`;
}

function History({parameter, history}) {
  return html`<${Table}
    caption="Versions, the newest first"
    rows=${[...history].reverse()}
    rowKey=${version => version.Version}
    columns=${[
      {head: 'Version', cell: version => version.Version},
      {head: 'Labels', cell: version => html`<span class="tags">${(version.Labels || []).map(label => html`<${Tag} kind="info">${label}<//>`)}</span>`},
      {head: 'Value', wide: true, cell: version => html`<${Value} parameter=${parameter} version=${version} />`},
      {head: 'Type', cell: version => version.Type},
      {head: 'By', cell: version => shortName(version.LastModifiedUser)},
      {head: 'Changed', cell: version => html`<${Time} at=${version.LastModifiedDate} short />`},
    ]}
  />`;
}
