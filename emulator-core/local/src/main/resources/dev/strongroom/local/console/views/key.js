// One KMS key: its state and policy, what is encrypted with it, and whose reads fail while it is disabled.
import {
  admin, aws, html, link, notify, useData, useHome, useState, Button, Confirm, Dialog, Field, Form, Json, Loaded, Notice,
  Page, Section, Table, Tag, Time,
} from '../frame.js';
import {distinctNames, shortName} from '../words.js';
import {KeyState, keyName, keyRegion} from './keys.js';
import {secretLink} from './secrets.js';

export default function Key({route}) {
  const home = useHome();
  const from = useData(async () => (await admin.get('keys')).keys, [route.name]);
  const isMeant = key =>
    key.metadata.Arn === route.name ||
    (key.metadata.KeyId === route.name && key.metadata.AWSAccountId === home.account && keyRegion(key) === home.region);
  return html`<${Loaded} from=${from}>
    ${keys => {
      const key = keys.find(isMeant);
      return key || !home.account
        ? key && html`<${OneKey} key=${key.metadata.Arn} it=${key} />`
        : html`<${Page} title="Key"><${Notice} kind="warning">There is no key “${route.name}”. <a href=${link('keys')}>All keys</a><//><//>`;
    }}
  <//>`;
}

function OneKey({it}) {
  const {metadata} = it;
  const name = keyName(it);
  return html`<${Page} title=${name} subtitle=${html`<a href=${link('keys')}>Keys</a>`} actions=${html`<${Actions} it=${it} />`}>
    <div class="columns">
      <${Section} title="Key" className="card"><${Facts} it=${it} /><//>
      <${Section} title="Policy" className="card" actions=${it.policy && html`<${EditPolicy} it=${it} />`}>
        ${it.policy ? html`<${Json} value=${it.policy} label="Key policy" />` : html`<p class="muted">It has none that can be read.</p>`}
      <//>
    </div>
    <${Hurt} it=${it} />
    ${it.parameters.length > 0 &&
    html`<${Section} title="Parameters that are encrypted with it">
      <ul class="links">${it.parameters.map(arn => html`<li><a href=${link('parameters', arn)}>${shortName(arn)}</a></li>`)}</ul>
    <//>`}
    <${Grants} it=${it} />
    <p class="muted"><span class="mono">${metadata.Arn}</span></p>
  <//>`;
}

/** Calls KMS in the key's own account and Region. */
const kms = (it, operation, parameters = {}) =>
  aws('kms', operation, {KeyId: it.metadata.KeyId, ...parameters}, {region: keyRegion(it), account: it.metadata.AWSAccountId});

function Facts({it: {metadata, aliases, rotation, tags}}) {
  return html`<dl class="facts">
    <dt>State</dt>
    <dd>
      <${KeyState} state=${metadata.KeyState} />
      ${metadata.DeletionDate && html` until <${Time} at=${metadata.DeletionDate} />`}
    </dd>
    <dt>Aliases</dt>
    <dd class="tags">${aliases.length === 0 ? '–' : aliases.map(alias => html`<${Tag}>${alias.AliasName}<//>`)}</dd>
    ${metadata.Description && html`<dt>Description</dt><dd>${metadata.Description}</dd>`}
    ${tags?.length > 0 &&
    html`<dt>Tags</dt>
      <dd class="tags">${tags.map(({TagKey, TagValue}) => html`<${Tag}>${TagKey}: ${TagValue}<//>`)}</dd>`}
    <dt>Use</dt>
    <dd>${metadata.KeyUsage} with ${metadata.KeySpec}</dd>
    <dt>Managed by</dt>
    <dd>${metadata.KeyManager === 'AWS' ? 'AWS' : 'the account'}</dd>
    <dt>Rotation</dt>
    <dd>
      ${rotation?.KeyRotationEnabled
        ? html`every ${rotation.RotationPeriodInDays} days, next <${Time} at=${rotation.NextRotationDate} />`
        : 'none'}
    </dd>
    <dt>Region</dt>
    <dd>${metadata.Arn.split(':')[3]}, account ${metadata.AWSAccountId}${metadata.MultiRegion && ', multi-Region'}</dd>
    <dt>Created</dt>
    <dd><${Time} at=${metadata.CreationDate} /></dd>
  </dl>`;
}

function Actions({it}) {
  const [asking, setAsking] = useState(null);
  const state = it.metadata.KeyState;
  const close = () => setAsking(null);
  if (it.metadata.KeyManager === 'AWS') {
    return html`<${Tag}>AWS manages it: it can’t be disabled<//>`;
  }
  return html`
    ${state === 'Enabled' && html`<${Button} kind="danger" onClick=${() => setAsking('disable')}>Disable …<//>`}
    ${state === 'Disabled' &&
    html`<${Button}
      kind="primary"
      onClick=${async () => {
        await kms(it, 'EnableKey');
        notify('The key is enabled');
      }}
    >Enable<//>`}
    ${(state === 'Enabled' || state === 'Disabled') && html`<${Button} onClick=${() => setAsking('delete')}>Schedule deletion …<//>`}
    ${state === 'PendingDeletion' &&
    html`<${Button}
      onClick=${async () => {
        await kms(it, 'CancelKeyDeletion');
        notify('The deletion is cancelled; the key is disabled');
      }}
    >Cancel the deletion<//>`}
    ${asking === 'disable' &&
    html`<${Confirm}
      title=${`Disable ${keyName(it)}?`}
      action="Disable"
      onClose=${close}
      onConfirm=${async () => {
        await kms(it, 'DisableKey');
        notify('The key is disabled');
      }}
    >
      <p>${count(it.secrets.length, 'secret')} and ${count(it.parameters.length, 'parameter')} are encrypted with it. They can’t be read until it is enabled again.</p>
      <${Victims} it=${it} />
    <//>`}
    ${asking === 'delete' && html`<${ScheduleDeletion} it=${it} onClose=${close} />`}
  `;
}

function ScheduleDeletion({it, onClose}) {
  const [days, setDays] = useState('30');
  return html`<${Confirm}
    title=${`Schedule the deletion of ${keyName(it)}?`}
    action="Schedule"
    onClose=${onClose}
    onConfirm=${async () => {
      await kms(it, 'ScheduleKeyDeletion', {PendingWindowInDays: Number(days)});
      notify('The deletion is scheduled');
    }}
  >
    <p>It can be used no more at once. When the days are over it is gone, and with it what is encrypted with it.</p>
    <${Field} label="Days until it is gone" type="number" min="7" max="30" value=${days} onInput=${event => setDays(event.target.value)} />
  <//>`;
}

function EditPolicy({it}) {
  const [draft, setDraft] = useState(null);
  if (draft === null) {
    return html`<${Button} kind="quiet" onClick=${() => setDraft(JSON.stringify(JSON.parse(it.policy), null, 2))}>Edit<//>`;
  }
  return html`<${Dialog} title="Key policy" wide onClose=${() => setDraft(null)}>
    <${Form}
      submit="Put the policy"
      onCancel=${() => setDraft(null)}
      onSubmit=${async () => {
        await kms(it, 'PutKeyPolicy', {PolicyName: 'default', Policy: draft});
        notify('The policy is put');
        setDraft(null);
      }}
    >
      <${Field} label="Policy" multiline=${18} value=${draft} onInput=${event => setDraft(event.target.value)} />
    <//>
  <//>`;
}

const count = (number, what) => `${number === 0 ? 'No' : number} ${what}${number === 1 ? '' : 's'}`;

/** Who reads what by this key, as the emulator decides it; `fails` is what refuses an allowed read. */
function useReaders(it) {
  return useData(async () => {
    if (it.secrets.length === 0) {
      return {readers: [], secrets: []};
    }
    const secrets = it.secrets.slice(0, 500);
    const {rows} = await admin.ask('access', {operation: 'GetSecretValue', secrets});
    const readers = rows
      .map(({principal, allowed, fails}) => ({
        principal,
        reads: secrets.filter(secret => allowed[secret] && !fails[secret]),
        hurt: secrets.filter(secret => allowed[secret] && fails[secret]),
        fails,
      }))
      .filter(({reads, hurt}) => reads.length + hurt.length > 0);
    return {readers, secrets};
  }, [it.metadata.Arn, it.secrets.join(), it.metadata.KeyState]);
}

/** Before a key is disabled: whose reads will fail. */
function Victims({it}) {
  const from = useReaders(it);
  return html`<${Loaded} from=${from}>
    ${({readers}) =>
      readers.length === 0
        ? html`<p class="muted">No user or role may read any of them now; the account’s administrator may.</p>`
        : html`<ul class="bullets">
            ${readers.map(({principal, reads}) => html`<li><strong>${shortName(principal)}</strong> reads ${reads.map(shortName).join(', ')}</li>`)}
          </ul>`}
  <//>`;
}

function Hurt({it}) {
  const from = useReaders(it);
  const home = useHome();
  const usable = it.metadata.KeyState === 'Enabled';
  return html`<${Section} title="Secrets that hang on it">
    <${Loaded} from=${from}>
      ${({readers, secrets}) => {
        const hurt = readers.filter(each => each.hurt.length > 0);
        const names = distinctNames(it.secrets);
        const rows = it.secrets.map(arn => ({
          arn,
          reads: readers.filter(each => each.reads.includes(arn)),
          hurt: readers.filter(each => each.hurt.includes(arn)),
        }));
        return html`
          ${!usable &&
          it.secrets.length > 0 &&
          html`<${Notice} kind="error">
            <strong>${count(it.secrets.length, 'secret')} can’t be read.</strong>${' '}
            ${hurt.length === 0
              ? 'No user or role is hurt: none may read them.'
              : `Reads fail of ${hurt.map(each => shortName(each.principal)).join(', ')}.`}
          <//>`}
          <${Table}
            caption="Secrets that hang on the key"
            rows=${rows}
            rowKey=${row => row.arn}
            href=${({arn}) => secretLink({arn, name: shortName(arn), region: arn.split(':')[3], account: arn.split(':')[4]}, home)}
            empty="No secret is encrypted with it."
            columns=${[
              {head: 'Secret', wide: true, cell: row => names.get(row.arn), sort: row => names.get(row.arn)},
              {head: 'Who reads it', cell: row => html`<${People} row=${row} who=${row.reads} />`},
              {head: 'Whose reads fail', cell: row => html`<${People} row=${row} who=${row.hurt} error />`},
            ]}
          />
          ${secrets.length < it.secrets.length && html`<p class="muted">Readers are asked for the first ${secrets.length} secrets only.</p>`}
        `;
      }}
    <//>
  <//>`;
}

function People({row, who, error}) {
  return who.length === 0
    ? html`<span class="muted">–</span>`
    : html`<span class="tags">${who.map(
        each => html`<a
          class=${error ? 'tag error' : 'tag'}
          href=${link('access', '', {principal: each.principal, resource: row.arn})}
        >${shortName(each.principal)}${error && ': ' + each.fails[row.arn]}</a>`,
      )}</span>`;
}

function Grants({it}) {
  const grants = it.grants || [];
  return html`<${Section} title="Grants">
    <${Table}
      caption="Who was granted what"
      rows=${grants}
      rowKey=${grant => grant.GrantId}
      empty="It has no grants."
      columns=${[
        {head: 'Grantee', wide: true, cell: grant => shortName(grant.GranteePrincipal)},
        {head: 'Operations', cell: grant => html`<span class="tags">${(grant.Operations || []).map(each => html`<${Tag}>${each}<//>`)}</span>`},
        {head: 'Constraints', cell: grant => grant.Constraints && html`<${Json} value=${grant.Constraints} label="Constraints" />`},
        {head: 'Name', cell: grant => grant.Name},
        {head: 'Created', cell: grant => html`<${Time} at=${grant.CreationDate} short />`},
        {
          head: '',
          cell: grant => html`<div class="actions">
            <${Button}
              kind="quiet"
              aria-label=${`Revoke the grant of ${shortName(grant.GranteePrincipal)}`}
              onClick=${async () => {
                await kms(it, 'RevokeGrant', {GrantId: grant.GrantId});
                notify('The grant is revoked');
              }}
            >Revoke<//>
          </div>`,
        },
      ]}
    />
  <//>`;
}
