// The fields of a fault, and the JSON that they say; effects and selections are those of administration's `faults`.
import {html, Field} from '../frame.js';

const SERVICES = [
  ['secretsmanager', 'Secrets Manager'],
  ['kms', 'KMS'],
  ['ssm', 'Parameter Store'],
  ['sts', 'STS'],
  ['iam', 'IAM'],
  ['rotation', 'steps of rotations'],
  ['replication', 'replications to other Regions'],
  ['everything', 'everything in a Region'],
];
const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];
const OPERATIONS = {
  secretsmanager: [
    'GetSecretValue',
    'BatchGetSecretValue',
    'DescribeSecret',
    'ListSecrets',
    'PutSecretValue',
    'UpdateSecret',
    'UpdateSecretVersionStage',
    'CreateSecret',
    'DeleteSecret',
    'RotateSecret',
  ],
  kms: ['Decrypt', 'GenerateDataKey', 'Encrypt', 'DescribeKey'],
  ssm: ['GetParameter', 'GetParameters', 'GetParametersByPath', 'PutParameter'],
  sts: ['AssumeRole', 'GetCallerIdentity'],
  iam: [],
};

/** Effects: what they are called, what they take, and which services have them. */
const EFFECTS = {
  throttle: {title: 'refuse by ThrottlingException'},
  fail: {title: 'refuse by another error'},
  down: {title: 'be down: no answer, nothing happens'},
  timeOut: {title: 'time out: no answer, nothing happens'},
  cutConnection: {title: 'cut the connection, nothing happens'},
  loseAnswer: {title: 'lose the answer, but do it'},
  delay: {title: 'answer late, by the emulator’s clock', value: 'PT1S'},
  delayInRealTime: {title: 'answer late, in real time', value: 'PT1S'},
  staleReads: {title: 'read what was there before the last write', value: '1'},
  shortPages: {title: 'give lists with fewer entries a page', value: '1'},
  emptyPages: {title: 'give lists with empty pages'},
};
const OF_KMS = ['throttle', 'fail', 'down', 'delay', 'delayInRealTime'];
const OF_ROTATION = ['fail', 'delay'];
const HOWS = [
  ['THROW', 'the function throws'],
  ['TIME_OUT', 'the function is still busy when its time is over'],
  ['FALSE_SUCCESS', 'it reports success without the work'],
  ['WRONG_VALUE', 'another value gets into the pending version'],
  ['LOST_ANSWER', 'it did its work, but its answer is lost'],
];
const HINTS = {
  delay: 'A duration such as PT1.5S or PT2M.',
  delayInRealTime: 'A duration such as PT0.5S.',
  staleReads: 'So many reads, or a duration such as PT3S.',
  shortPages: 'Entries a page.',
};

export const EMPTY = {
  service: 'secretsmanager',
  on: 'GetSecretValue',
  effect: 'throttle',
  code: 'InternalServiceError',
  message: 'An error occurred on the server side.',
  when: 'BEFORE',
  how: 'THROW',
  value: '',
  secret: '',
  by: '',
  region: '',
  first: '1',
  every: '',
  from: '',
  until: '',
  probability: '',
  seed: '1',
};

function effectsOf(service) {
  const names = {kms: OF_KMS, rotation: OF_ROTATION, replication: ['fail']}[service] || Object.keys(EFFECTS);
  return names.map(name => [name, EFFECTS[name].title]);
}

/** The JSON of a fault, or what it still lacks. */
export function bodyOf(draft) {
  const {service, effect} = draft;
  const body = {};
  if (service !== 'secretsmanager') {
    body.service = service;
  }
  for (const member of ['on', 'secret', 'by', 'region']) {
    if (draft[member]) {
      body[member] = draft[member];
    }
  }
  for (const member of ['first', 'every']) {
    if (draft[member]) {
      body[member] = Number(draft[member]);
    }
  }
  for (const member of ['from', 'until']) {
    if (draft[member]) {
      body[member] = new Date(draft[member]).toISOString();
    }
  }
  if (draft.probability) {
    body.probability = Number(draft.probability) / 100;
    body.seed = Number(draft.seed);
  }
  if (service === 'everything' && !draft.region) {
    return {missing: 'Everything is that of one Region: name it.'};
  }
  if (Boolean(draft.from) !== Boolean(draft.until)) {
    return {missing: 'A span of time has a beginning and an end.'};
  }
  if (effect === 'fail') {
    body.fail =
      service === 'rotation'
        ? {when: draft.when, how: draft.how}
        : service === 'replication'
          ? {message: draft.message}
          : {code: draft.code, message: draft.message};
  } else if (EFFECTS[effect].value) {
    const value = draft.value || EFFECTS[effect].value;
    body[effect] = /^\d+$/.test(value) ? Number(value) : value;
  } else {
    body[effect] = true;
  }
  return {body};
}

export function FaultFields({draft, change}) {
  const set = member => event => change({[member]: event.target.value});
  const {service, effect} = draft;
  const rotation = service === 'rotation';
  const whole = service === 'replication' || service === 'everything';
  const effects = effectsOf(service);
  return html`
    <div class="columns narrow">
      <${Field}
        label="What is struck"
        options=${SERVICES}
        value=${service}
        onChange=${event => {
          const next = event.target.value;
          const effects = effectsOf(next).map(([name]) => name);
          change({
            service: next,
            on: OPERATIONS[next]?.[0] || '',
            effect: effects.includes(effect) ? effect : effects[0],
            ...(next === 'replication' || next === 'rotation' ? {by: ''} : {}),
          });
        }}
      />
      ${rotation && html`<${Field} label="Step" options=${[['', 'any'], ...STEPS]} value=${draft.on} onChange=${set('on')} />`}
      ${!rotation &&
      !whole &&
      html`<${Field} label="Operation" hint="Empty: any." value=${draft.on} list="fault-operations" onInput=${set('on')}>
        <datalist id="fault-operations">${(OPERATIONS[service] || []).map(name => html`<option value=${name} />`)}</datalist>
      <//>`}
      <${Field} label="Effect" options=${effects} value=${effect} onChange=${event => change({effect: event.target.value, value: ''})} />
      ${EFFECTS[effect].value &&
      html`<${Field} label="How much" hint=${HINTS[effect]} value=${draft.value || EFFECTS[effect].value} onInput=${set('value')} />`}
      ${effect === 'fail' && rotation && html`
        <${Field} label="When" options=${[['BEFORE', 'before the step'], ['AFTER', 'after the step']]} value=${draft.when} onChange=${set('when')} />
        <${Field} label="How" options=${HOWS} value=${draft.how} onChange=${set('how')} />
      `}
      ${effect === 'fail' &&
      !rotation &&
      service !== 'replication' &&
      html`<${Field} label="Error" hint="Its name, as AWS answers it." value=${draft.code} onInput=${set('code')} />`}
      ${effect === 'fail' && !rotation && html`<${Field} label="Message" value=${draft.message} onInput=${set('message')} />`}
    </div>
    <fieldset>
      <legend>Which calls</legend>
      <div class="columns narrow">
        <${Field} label="Secret" hint="A name or ARN; * and ? are wildcards. Empty: any." value=${draft.secret} onInput=${set('secret')} />
        ${!rotation &&
        service !== 'replication' &&
        html`<${Field} label="Caller" hint="An ARN; * and ? are wildcards." value=${draft.by} onInput=${set('by')} />`}
        <${Field} label="Region" hint=${service === 'everything' ? 'The one that is struck.' : 'Empty: any.'} value=${draft.region} onInput=${set('region')} />
        <${Field} label="The first so many" type="number" min="1" hint="Empty: all." value=${draft.first} onInput=${set('first')} />
        <${Field} label="Every so many" type="number" min="1" hint="Every 3rd, for example." value=${draft.every} onInput=${set('every')} />
        <${Field} label="A share, in percent" type="number" min="0" max="100" hint="Drawn, the same in each run." value=${draft.probability} onInput=${set('probability')} />
        ${draft.probability && html`<${Field} label="Seed of the draw" type="number" value=${draft.seed} onInput=${set('seed')} />`}
        <${Field} label="From" type="datetime-local" step="1" value=${draft.from} onInput=${set('from')} />
        <${Field} label="Until" type="datetime-local" step="1" value=${draft.until} onInput=${set('until')} />
      </div>
    </fieldset>
  `;
}
