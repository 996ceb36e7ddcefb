// Who may do what, and why: one call through all layers of policies, its repair, and a matrix of principals and secrets.
import {
  admin, html, notify, setQuery, useData, useHome, useState, Button, ErrorText, Json, Loaded, Notice, Page, Section, Tabs,
} from '../frame.js';
import {SERVICES} from '../operations.js';
import {Explanation} from '../pictures/explanation.js';
import {because, layerName} from '../pictures/tree.js';
import {shortName} from '../words.js';
import {Question} from './access-question.js';
import {Matrix} from './access-matrix.js';
import {Curl} from './curl.js';

const TABS = [
  ['call', 'One call'],
  ['matrix', 'Matrix'],
];

export default function Access({route}) {
  const resources = {kms: 'keys', ssm: 'parameters'}[route.query.service];
  const world = useData(async () => {
    const paths = ['principals', 'secrets', resources].filter(Boolean);
    const lists = await Promise.all(paths.map(async path => [path, (await admin.get(path))[path]]));
    return {keys: [], parameters: [], ...Object.fromEntries(lists)};
  }, [resources]);
  const tab = route.query.tab === 'matrix' ? 'matrix' : 'call';
  return html`<${Page} title="Access" subtitle="Asked of the emulator’s own decisions; nothing is called.">
    <${Tabs} label="Kinds of question" tabs=${TABS} selected=${tab} onSelect=${id => setQuery({tab: id === 'call' ? '' : id})} />
    <${Loaded} from=${world}>
      ${data =>
        tab === 'matrix'
          ? html`<${Matrix} world=${data} query=${route.query} />`
          : html`<${Call} world=${data} query=${route.query} />`}
    <//>
  <//>`;
}

/** The question that the address asks, with defaults for what it leaves open. */
function questionOf(query, world, home) {
  const service = SERVICES[query.service] ? query.service : 'secretsmanager';
  const {resource, operations} = SERVICES[service];
  const operation = query.operation || Object.keys(operations)[0];
  const principal = query.principal || world.principals[0]?.arn || home.account;
  const choices = resourcesOf(service, world);
  const chosen = query.resource || choices[0]?.arn || '';
  const known = choices.find(each => each.arn === chosen || (each.name === chosen && each.region === home.region && each.account === home.account));
  const region = known ? known.region : /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(chosen)?.[1];
  const named = known && service !== 'ssm' ? known.arn : known ? known.name : chosen;
  const standard = {...(named && {[resource]: named}), ...operations[operation]};
  const context = {};
  for (const line of (query.when || '').split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) {
      context[line.slice(0, at)] = line.slice(at + 1);
    }
  }
  return {service, operation, principal, resource: known ? known.arn : chosen, choices, standard, region, context};
}

function resourcesOf(service, {secrets, keys, parameters}) {
  if (service === 'kms') {
    return keys.map(({metadata, aliases}) => ({
      arn: metadata.Arn,
      name: aliases[0]?.AliasName || metadata.KeyId,
      region: metadata.Arn.split(':')[3],
      account: metadata.AWSAccountId,
    }));
  }
  return service === 'ssm'
    ? parameters.map(({ARN, Name, region, account}) => ({arn: ARN, name: Name, region, account}))
    : secrets;
}

function Call({world, query}) {
  const home = useHome();
  const question = questionOf(query, world, home);
  let parameters = question.standard;
  let malformed = null;
  if (query.parameters) {
    try {
      parameters = JSON.parse(query.parameters);
    } catch {
      malformed = 'The parameters aren’t JSON.';
    }
  }
  const body = {
    principal: question.principal,
    service: question.service,
    operation: question.operation,
    parameters,
    ...(question.region && {region: question.region}),
    ...(Object.keys(question.context).length > 0 && {context: question.context}),
  };
  const asked = JSON.stringify(body);
  const access = useData(() => admin.ask('explain', body), [asked]);
  const [repaired, setRepaired] = useState(null); // the answer before a repair, and to which question
  const before = repaired?.asked === asked ? repaired.access : null;

  const repair = async () => {
    const denied = access.data;
    await admin.post('repair', body);
    setRepaired({asked, access: denied});
    notify('The repair is applied');
  };

  return html`<div class="beside">
    <${Question} question=${question} query=${query} world=${world} malformed=${malformed} />
    <div class="answer">
      ${access.error && html`<${Notice} kind="error"><${ErrorText} error=${access.error} /><//>`}
      ${access.data &&
      html`
        <${Verdict} access=${access.data} principal=${question.principal} operation=${question.operation} before=${before} />
        ${access.data.repairs.length > 0 && html`<${Repairs} repairs=${access.data.repairs} apply=${repair} />`}
        <${Explanation} access=${access.data} before=${before} as=${query.as} />
        <${Curl} path="explain" body=${body} />
      `}
    </div>
  </div>`;
}

function Verdict({access, principal, operation, before}) {
  const refusal = access.decisions.find(each => !each.allowed);
  const who = shortName(principal);
  if (refusal) {
    return html`<${Notice} kind="error">
      <p class="verdict"><strong>Denied.</strong> ${who} may not ${operation}: for ${refusal.action}, ${because(refusal)}.</p>
      ${access.failure && html`<p>It would fail all the same: <strong>${access.failure.code}</strong>: ${access.failure.message}</p>`}
    <//>`;
  }
  if (access.failure) {
    return html`<${Notice} kind="warning">
      <p class="verdict">
        <strong>${access.decisions.length > 0 ? 'Allowed, but the call fails.' : 'The call fails before access is decided.'}</strong>
      </p>
      <p><strong>${access.failure.code}</strong>: ${access.failure.message}</p>
    <//>`;
  }
  return html`<${Notice} kind="good">
    <p class="verdict"><strong>Allowed.</strong> ${who} may ${operation}.</p>
    ${before && html`<p>It was denied before the repair; the layers that have turned are marked.</p>`}
  <//>`;
}

function Repairs({repairs, apply}) {
  return html`<${Section} title=${repairs.length === 1 ? 'The repair' : `${repairs.length} changes repair it`} className="card">
    ${repairs.map(
      repair => html`<div class="repair">
        <p>
          ${repair.change === 'ADD' ? 'Add to the ' : 'Remove from the '}<strong>${layerName(repair.layer)}</strong> of${' '}
          <span title=${repair.owner}>${shortName(repair.owner)}</span>${repair.policy && ` (${repair.policy})`}${
            repair.change === 'ADD' ? ':' : ', with everything else that it denies:'
          }
        </p>
        <${Json} value=${repair.statement} label="Statement" />
      </div>`,
    )}
    <div class="actions"><${Button} kind="primary" onClick=${apply}>Apply ${repairs.length === 1 ? 'the repair' : 'all'}<//></div>
  <//>`;
}
