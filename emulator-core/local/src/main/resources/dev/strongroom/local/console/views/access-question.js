// The form in which a call is described: who calls what on which resource, from where. Its state is the address.
import {html, setQuery, useId, useState, Button, Field} from '../frame.js';
import {CONDITION_KEYS, SERVICES} from '../operations.js';
import {distinct, distinctNames} from '../words.js';

const OTHER = '…';

export function Question({question, query, world, malformed}) {
  const {service, operation, principal, resource, choices, standard} = question;
  const accounts = [...new Set([...world.principals.map(each => each.account), ...world.secrets.map(each => each.account)])];
  const names = distinctNames(world.principals.map(each => each.arn));
  const principals = [
    ...world.principals.map(each => [each.arn, names.get(each.arn)]),
    ...accounts.map(account => [account, `administrator of ${account}`]),
  ];
  const known = Object.entries(SERVICES).flatMap(([id, {title, operations}]) =>
    Object.keys(operations).map(each => [`${id}:${each}`, `${each} (${title})`]),
  );
  const labels = distinct(choices);
  return html`<section class="card question" aria-label="The call">
    <${Choice}
      label="Who calls"
      value=${principal}
      options=${principals}
      hint="An ARN of a user, role or session, an account ID for its administrator, or a service."
      onChange=${value => setQuery({principal: value})}
    />
    <${Choice}
      label="Operation"
      value=${`${service}:${operation}`}
      options=${known}
      hint="service:Operation, such as kms:Decrypt."
      onChange=${value => {
        const [next, name = ''] = value.includes(':') ? value.split(':') : ['secretsmanager', value];
        setQuery({service: next === 'secretsmanager' ? '' : next, operation: name, parameters: '', ...(next !== service && {resource: ''})});
      }}
    />
    <${Choice}
      label=${{secretsmanager: 'Secret', kms: 'Key', ssm: 'Parameter'}[service]}
      value=${resource}
      options=${choices.map(each => [each.arn, labels.get(each.arn)])}
      hint="A name or an ARN."
      onChange=${value => setQuery({resource: value, parameters: ''})}
    />
    <${Conditions} when=${query.when || ''} />
    <details open=${Boolean(query.parameters)}>
      <summary>Parameters of the call</summary>
      <${Field}
        label="JSON"
        multiline=${6}
        error=${malformed}
        value=${query.parameters || JSON.stringify(standard, null, 2)}
        onInput=${event => setQuery({parameters: event.target.value})}
      />
      ${query.parameters && html`<${Button} kind="quiet" onClick=${() => setQuery({parameters: ''})}>Back to the usual ones<//>`}
    </details>
  </section>`;
}

/** A choice among what is known, or a text for anything else. */
function Choice({label, value, options, hint, onChange}) {
  const known = options.some(([id]) => id === value);
  const [other, setOther] = useState(false);
  const free = other || !known;
  return html`<div class="pick">
    <${Field}
      label=${label}
      options=${[...options, [OTHER, 'Another …']]}
      value=${free ? OTHER : value}
      onChange=${event => {
        const chosen = event.target.value;
        setOther(chosen === OTHER);
        if (chosen !== OTHER) {
          onChange(chosen);
        }
      }}
    />
    ${free &&
    html`<${Field} label=${`${label}: another`} hint=${hint} value=${value} onChange=${event => onChange(event.target.value.trim())} />`}
  </div>`;
}

/** Condition keys of the request, one a line of the address's `when`. */
function Conditions({when}) {
  const list = useId('keys');
  const pairs =
    when === ''
      ? []
      : when.split('\n').map(line => {
          const at = line.indexOf('=');
          return [line.slice(0, Math.max(0, at)), line.slice(at + 1)];
        });
  const save = next => setQuery({when: next.map(([key, value]) => `${key}=${value}`).join('\n')});
  const change = (index, part, text) =>
    save(
      pairs.map(([key, value], at) => (at !== index ? [key, value] : part === 0 ? [text.replaceAll('=', ''), value] : [key, text])),
    );
  return html`<fieldset class="conditions">
    <legend>Conditions of the request</legend>
    <datalist id=${list}>${CONDITION_KEYS.map(key => html`<option value=${key} />`)}</datalist>
    ${pairs.map(
      ([key, value], index) => html`<div class="pairs">
        <input
          aria-label=${`Condition key ${index + 1}`}
          list=${list}
          spellcheck="false"
          value=${key}
          onInput=${event => change(index, 0, event.target.value)}
        />
        <input
          aria-label=${`Value of ${key || `condition ${index + 1}`}`}
          spellcheck="false"
          autocomplete="off"
          value=${value}
          onInput=${event => change(index, 1, event.target.value)}
        />
        <${Button}
          kind="quiet"
          aria-label=${`Remove ${key || `condition ${index + 1}`}`}
          onClick=${() => save(pairs.filter((_, at) => at !== index))}
        >Remove<//>
      </div>`,
    )}
    <div class="actions"><${Button} onClick=${() => save([...pairs, [pairs.length === 0 ? 'aws:SourceVpce' : '', '']])}>Add a condition<//></div>
  </fieldset>`;
}
