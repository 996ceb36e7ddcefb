// The dialogs that change one secret. Each is given `{secret, call(operation, parameters), onClose}`.
import {admin, go, html, link, notify, requestToken, useData, useState, Button, Dialog, Field, Form, Notice} from '../frame.js';
import {labelOrder, shortId} from '../pictures/history.js';
import {Pairs, toObject, useValue} from './secret-forms.js';

/** A dialog with a form that closes once it has done what it is for, and says so. */
function Change({title, submit, kind, disabled, done, onSubmit, onClose, children}) {
  const send = async () => {
    const said = await onSubmit();
    notify(said || done);
    onClose();
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <${Form} submit=${submit} kind=${kind} disabled=${disabled} onSubmit=${send} onCancel=${onClose}>${children}<//>
  <//>`;
}

export function PutValue({secret, call, onClose}) {
  const value = useValue();
  const [labels, setLabels] = useState('');
  const put = async () => {
    const stages = labels.split(/[\s,]+/).filter(Boolean);
    const {VersionId} = await call('PutSecretValue', {
      ClientRequestToken: requestToken(),
      ...(await value.request({region: secret.region, account: secret.account})),
      ...(stages.length > 0 && {VersionStages: stages}),
    });
    return `The value is version ${shortId(VersionId)}`;
  };
  return html`<${Change} title=${`Put a value into ${secret.name}`} submit="Put" onSubmit=${put} onClose=${onClose}>
    ${value.fields}
    <${Field}
      label="Labels"
      placeholder="AWSCURRENT"
      hint="Empty for AWSCURRENT; the version that had it becomes AWSPREVIOUS."
      value=${labels}
      onInput=${event => setLabels(event.target.value)}
    />
  <//>`;
}

const ANOTHER = '(another)';

export function MoveLabel({secret, call, onClose, to: preset = ''}) {
  const on = new Map(secret.versions.flatMap(({VersionId, VersionStages = []}) => VersionStages.map(label => [label, VersionId])));
  const known = [...on.keys()].sort(labelOrder);
  const [chosen, setChosen] = useState(known[0] || ANOTHER);
  const [typed, setTyped] = useState('');
  const [to, setTo] = useState(preset);
  const label = chosen === ANOTHER ? typed : chosen;
  const from = on.get(label);
  const move = async () => {
    await call('UpdateSecretVersionStage', {
      VersionStage: label,
      ...(to && {MoveToVersionId: to}),
      ...(from && {RemoveFromVersionId: from}),
    });
    return to ? `${label} is on ${shortId(to)}` : `${label} is taken off`;
  };
  const text = ({VersionId, VersionStages = []}) => `${shortId(VersionId)}${VersionStages.length > 0 ? `, ${VersionStages.join(', ')}` : ''}`;
  return html`<${Change} title="Move a label" submit="Move" disabled=${!label || to === from} onSubmit=${move} onClose=${onClose}>
    <${Field}
      label="Label"
      options=${[...known, [ANOTHER, 'A new label…']]}
      value=${chosen}
      onChange=${event => setChosen(event.target.value)}
    />
    ${chosen === ANOTHER && html`<${Field} label="Name of the new label" value=${typed} onInput=${event => setTyped(event.target.value)} />`}
    <p>${from ? html`It is on <code>${shortId(from)}</code>.` : 'It is on no version.'}</p>
    <${Field}
      label="Move it to"
      options=${[['', 'No version: take it off'], ...secret.versions.map(version => [version.VersionId, text(version)])]}
      value=${to}
      onChange=${event => setTo(event.target.value)}
    />
  <//>`;
}

export function Describe({secret, call, onClose}) {
  const [description, setDescription] = useState(secret.description.Description || '');
  const [kmsKey, setKmsKey] = useState(secret.description.KmsKeyId || '');
  const update = () =>
    call('UpdateSecret', {
      ClientRequestToken: requestToken(),
      Description: description,
      ...(kmsKey !== (secret.description.KmsKeyId || '') && {KmsKeyId: kmsKey}),
    });
  return html`<${Change} title=${`Edit ${secret.name}`} submit="Save" done="Saved" onSubmit=${async () => void (await update())} onClose=${onClose}>
    <${Field} label="Description" multiline=${2} value=${description} onInput=${event => setDescription(event.target.value)} />
    <${Field}
      label="KMS key"
      hint="An alias, key ID or ARN; empty for the AWS managed key. Versions are encrypted anew."
      value=${kmsKey}
      onInput=${event => setKmsKey(event.target.value)}
    />
  <//>`;
}

export function EditTags({secret, call, onClose}) {
  const [pairs, setPairs] = useState([...Object.entries(secret.tags).map(([key, value]) => ({key, value: value ?? ''})), {key: '', value: ''}]);
  const save = async () => {
    const wanted = toObject(pairs);
    const removed = Object.keys(secret.tags).filter(key => !(key in wanted));
    const changed = Object.entries(wanted).filter(([key, value]) => (secret.tags[key] ?? null) !== value);
    if (removed.length > 0) {
      await call('UntagResource', {TagKeys: removed});
    }
    if (changed.length > 0) {
      await call('TagResource', {Tags: changed.map(([Key, Value]) => ({Key, Value}))});
    }
  };
  return html`<${Change} title=${`Tags of ${secret.name}`} submit="Save" done="The tags are saved" onSubmit=${save} onClose=${onClose}>
    <${Pairs} legend="Tags" pairs=${pairs} onChange=${setPairs} />
  <//>`;
}

export function EditPolicy({secret, call, onClose}) {
  const before = secret.resourcePolicy ? JSON.stringify(JSON.parse(secret.resourcePolicy), null, 2) : '';
  const [policy, setPolicy] = useState(before);
  const save = async () => {
    await (policy.trim() ? call('PutResourcePolicy', {ResourcePolicy: policy}) : call('DeleteResourcePolicy'));
  };
  return html`<${Change} title=${`Resource policy of ${secret.name}`} submit="Save" done="The policy is saved" onSubmit=${save} onClose=${onClose}>
    <${Field} label="Policy (JSON)" hint="Empty for none." multiline=${14} value=${policy} onInput=${event => setPolicy(event.target.value)} />
  <//>`;
}

export function Delete({secret, call, onClose}) {
  const [days, setDays] = useState('30');
  const [forced, setForced] = useState(false);
  const remove = async () => {
    await call('DeleteSecret', forced ? {ForceDeleteWithoutRecovery: true} : {RecoveryWindowInDays: Number(days)});
    if (forced) {
      go(link('secrets'));
    }
    return forced ? `${secret.name} is deleted` : `${secret.name} is scheduled for deletion`;
  };
  return html`<${Change} title=${`Delete ${secret.name}?`} submit="Delete" kind="danger" onSubmit=${remove} onClose=${onClose}>
    <${Field}
      label="Days until it is removed"
      type="number"
      min="7"
      max="30"
      hint="From 7 to 30. Until then nobody reads it, and it can be restored."
      disabled=${forced}
      value=${days}
      onInput=${event => setDays(event.target.value)}
    />
    <${Field} label="Remove it at once; it can’t be restored" type="checkbox" checked=${forced} onChange=${event => setForced(event.target.checked)} />
  <//>`;
}

export function Configure({secret, call, onClose}) {
  const {data} = useData(async () => (await admin.get('functions')).functions);
  const {RotationLambdaARN, RotationRules = {}} = secret.description;
  const [chosen, setChosen] = useState(RotationLambdaARN || '');
  const [schedule, setSchedule] = useState(RotationRules.ScheduleExpression || `rate(${RotationRules.AutomaticallyAfterDays || 30} days)`);
  const [now, setNow] = useState(true);
  const functions = [...new Set([...(data || []).map(({arn}) => arn), RotationLambdaARN].filter(Boolean))];
  const lambda = chosen || functions[0] || '';
  const configure = async () => {
    await call('RotateSecret', {
      ClientRequestToken: requestToken(),
      RotationLambdaARN: lambda,
      RotationRules: {ScheduleExpression: schedule},
      RotateImmediately: now,
    });
  };
  return html`<${Change}
    title=${`Rotation of ${secret.name}`}
    submit="Save"
    done="The rotation is set up"
    disabled=${!lambda}
    onSubmit=${configure}
    onClose=${onClose}
  >
    ${data && functions.length === 0 &&
    html`<${Notice} kind="warning">No rotation function is registered. Start with --function, a seed, or POST functions.<//>`}
    <${Field} label="Function" options=${functions} value=${lambda} onChange=${event => setChosen(event.target.value)} />
    <${Field} label="Schedule" hint="rate(30 days), or a cron() expression." value=${schedule} onInput=${event => setSchedule(event.target.value)} />
    <${Field} label="Rotate at once, too" type="checkbox" checked=${now} onChange=${event => setNow(event.target.checked)} />
    ${RotationLambdaARN &&
    html`<p><${Button} onClick=${async () => {
      await call('CancelRotateSecret');
      notify('It rotates no more');
      onClose();
    }}>Cancel the rotation<//></p>`}
  <//>`;
}

export function AddReplica({secret, call, onClose}) {
  const [region, setRegion] = useState('');
  const [kmsKey, setKmsKey] = useState('');
  const [overwrite, setOverwrite] = useState(false);
  const add = () =>
    call('ReplicateSecretToRegions', {
      AddReplicaRegions: [{Region: region, ...(kmsKey && {KmsKeyId: kmsKey})}],
      ForceOverwriteReplicaSecret: overwrite,
    });
  return html`<${Change}
    title=${`Replicate ${secret.name}`}
    submit="Replicate"
    done=${`It is replicated to ${region}`}
    disabled=${!region}
    onSubmit=${async () => void (await add())}
    onClose=${onClose}
  >
    <${Field} label="Region" placeholder="eu-central-1" value=${region} onInput=${event => setRegion(event.target.value)} />
    <${Field} label="KMS key there" hint="Empty for the AWS managed key." value=${kmsKey} onInput=${event => setKmsKey(event.target.value)} />
    <${Field} label="Overwrite a secret of this name" type="checkbox" checked=${overwrite} onChange=${event => setOverwrite(event.target.checked)} />
  <//>`;
}
