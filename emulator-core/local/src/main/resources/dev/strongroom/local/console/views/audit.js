// The audit: CloudTrail's records of every call, the latest first; followed, filtered, and paged back as one scrolls.
import {
  admin, html, link, onEvents, setQuery, useData, useEffect, useRef, useState, Button, ErrorText, Field, Json, Loaded,
  Notice, Page, Section, Table, Tag, Time,
} from '../frame.js';
import {shortName} from '../words.js';

const PAGE = 250; // above 200 rows a table has a scrollbar of its own
const OLDER = 100; // asked for while one scrolls
const LOOK_AGAIN = 1000; // reads of secrets may be no events
const NEAR_THE_END = 2000;

export default function Audit({route}) {
  const {operation = '', principal = '', secret = '', failed = '', event = '', paused = ''} = route.query;
  const filters = new URLSearchParams(
    Object.entries({operation, principal, secret, failed: failed && 'true'}).filter(([, value]) => value),
  ).toString();
  const audit = useAudit(filters, !paused);
  const principals = useData(async () => (await admin.get('principals')).principals);
  const total = audit.rows.length + audit.leftOut;
  const {older} = audit;
  return html`<${Page}
    title="Audit"
    subtitle="Every call, as CloudTrail records it; values are never in it."
    actions=${html`<${Field} label="Follow" type="checkbox" checked=${!paused} onChange=${change => setQuery({paused: change.target.checked ? '' : 'true'})} />`}
  >
    <div class="toolbar" role="search">
      <${Field} label="Operation" placeholder="GetSecretValue" value=${operation} onInput=${change => setQuery({operation: change.target.value.trim()})} />
      <${Field}
        label="Caller"
        options=${[['', 'Anybody'], ...callers(principals.data, principal)]}
        value=${principal}
        onChange=${change => setQuery({principal: change.target.value})}
      />
      <${Field} label="Secret" className="grow" placeholder="name or ARN" value=${secret} onInput=${change => setQuery({secret: change.target.value.trim()})} />
      <${Field} label="Only what failed" type="checkbox" checked=${Boolean(failed)} onChange=${change => setQuery({failed: change.target.checked ? 'true' : ''})} />
      <span class="count" role="status">${total.toLocaleString('en')} records</span>
    </div>
    ${audit.error && html`<${Notice} kind="error"><${ErrorText} error=${audit.error} /><//>`}
    ${audit.dropped > 0 && html`<${Notice}>${audit.dropped.toLocaleString('en')} older records were dropped: the emulator keeps the latest.<//>`}
    <div class=${event ? 'beside audit-beside' : ''}>
      <div
        class="records"
        onScrollCapture=${scroll => {
          const {scrollTop, clientHeight, scrollHeight} = scroll.target;
          if (scrollTop + clientHeight > scrollHeight - NEAR_THE_END) {
            older();
          }
        }}
      >
        ${audit.loading
          ? html`<p class="muted loading">Loading…</p>`
          : html`<${Table}
              caption="Records"
              rows=${audit.rows}
              rowKey=${row => row.id}
              href=${row => link('audit', '', {...route.query, event: row.id})}
              rowClass=${row => (row.id === event ? 'chosen' : '')}
              empty=${filters ? 'No record is like this.' : 'Nothing has been called yet.'}
              columns=${COLUMNS}
            />`}
        ${audit.leftOut > 0 && html`<div class="actions older"><${Button} onClick=${older}>Show ${Math.min(OLDER, audit.leftOut).toLocaleString('en')} older<//></div>`}
      </div>
      ${event && html`<${Record} key=${event} id=${event} query=${route.query} />`}
    </div>
  <//>`;
}

const COLUMNS = [
  {head: 'Operation', cell: row => row.operation},
  {head: 'Outcome', cell: row => html`<${Outcome} row=${row} />`},
  {head: 'Of', wide: true, cell: row => html`<span title=${row.target}>${shortName(row.target)}</span>`},
  {head: 'By', cell: row => html`<span title=${row.by}>${shortName(row.by).replace('.amazonaws.com', '')}</span>`},
  {head: 'Service', cell: row => row.service},
  {head: 'Region', narrow: true, cell: row => row.region},
  {head: 'When', narrow: true, cell: row => html`<${Time} at=${row.time} short />`},
];

function Outcome({row}) {
  if (row.error) {
    return html`<${Tag} kind="error" title=${row.error}>${row.error}<//>`;
  }
  return row.allowed ? html`<span class="muted">done</span>` : html`<${Tag} kind="warning">denied<//>`;
}

function callers(principals = [], chosen) {
  const known = principals.map(({arn}) => [arn, shortName(arn)]);
  return !chosen || known.some(([arn]) => arn === chosen) ? known : [...known, [chosen, shortName(chosen)]];
}

/** What a row shows; the record itself is asked for when it is chosen, so that many rows stay small. */
function summary(record) {
  const {secretId, name, keyId, roleName, userName, roleArn} = record.requestParameters || {};
  const named = secretId ?? name ?? keyId ?? roleName ?? userName ?? roleArn;
  return {
    id: record.eventID,
    time: record.eventTime,
    operation: record.eventName,
    service: record.eventSource.replace('.amazonaws.com', ''),
    region: record.awsRegion,
    by: record.userIdentity.arn || record.userIdentity.invokedBy || record.userIdentity.type,
    target: String(named ?? record.resources?.[0]?.ARN ?? ''),
    error: record.errorCode,
    allowed: record.accessAllowed,
  };
}

/** The records that match, the latest first; those that are new come by themselves while they are followed. */
function useAudit(filters, follow) {
  const [state, setState] = useState({rows: [], leftOut: 0, dropped: 0, loading: true});
  const current = useRef(state);
  const busy = useRef(null); // the question that has no answer yet
  const wanted = useRef(false); // older ones, asked for while another question had no answer yet
  const path = more => `audit?${[filters, more].filter(Boolean).join('&')}`;

  const ask = async (more, merge) => {
    if (busy.current?.filters === filters) {
      return;
    }
    const question = {filters};
    busy.current = question;
    let next;
    try {
      const answer = await admin.get(path(more));
      next = {...merge(answer, answer.records.reverse().map(summary)), dropped: answer.dropped, oldest: answer.oldest};
    } catch (error) {
      next = {...current.current, error, loading: false};
    }
    if (busy.current === question) { // else another has overtaken it
      busy.current = null;
      const {rows, leftOut, dropped, error, loading} = current.current;
      const isSame = rows === next.rows && leftOut === next.leftOut && dropped === next.dropped && !error && !next.error && !loading;
      current.current = next;
      if (!isSame) { // nothing is drawn anew for an answer that says nothing new
        setState(next);
      }
      if (wanted.current) {
        wanted.current = false;
        older();
      }
    }
  };
  const first = () => ask(`limit=${PAGE}`, ({leftOut}, rows) => ({rows, leftOut}));
  const newer = () => {
    const {rows, leftOut, oldest} = current.current;
    if (rows.length === 0) {
      return first();
    }
    return ask(`limit=${PAGE}&after=${rows[0].id}`, (answer, added) => {
      const other = answer.dropped === 0 && answer.oldest !== oldest; // a reset began another audit
      if (added.length === 0 && !other) {
        return {rows, leftOut};
      }
      return other || answer.leftOut > 0 ? {rows: added, leftOut: answer.leftOut} : {rows: [...added, ...rows], leftOut};
    });
  };
  const older = () => {
    const {rows, leftOut} = current.current;
    wanted.current = busy.current?.filters === filters;
    return leftOut > 0
      ? ask(`limit=${OLDER}&to=${rows[rows.length - 1].id}`, (answer, added) => ({rows: [...rows, ...added], leftOut: answer.leftOut}))
      : undefined;
  };
  const latest = useRef(newer);
  latest.current = newer;

  useEffect(() => {
    current.current = {rows: [], leftOut: 0, dropped: 0, loading: true};
    wanted.current = false;
    busy.current = null; // what was asked between drawing these filters and now knows the rows of the others
    first();
  }, [filters]);
  useEffect(() => {
    if (!follow) {
      return undefined;
    }
    const look = () => !document.hidden && latest.current();
    const timer = setInterval(look, LOOK_AGAIN);
    const unsubscribe = onEvents(look);
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [follow]);
  return {...state, older};
}

function Record({id, query}) {
  const from = useData(() => admin.get(`audit/${encodeURIComponent(id)}`), [id]);
  return html`<${Section}
    title="Record"
    className="card record"
    actions=${html`<a class="button quiet" href=${link('audit', '', {...query, event: ''})}>Close</a>`}
  >
    <${Loaded} from=${from}>
      ${({accessAllowed, ...record}) => html`
        <p class="tags">
          <strong>${record.eventName}</strong>
          ${record.errorCode ? html`<${Tag} kind="error">${record.errorCode}<//>` : html`<${Tag} kind="good">done<//>`}
          ${!accessAllowed && html`<${Tag} kind="warning">denied by policies<//>`}
        </p>
        ${record.errorMessage && html`<p>${record.errorMessage}</p>`}
        <p><${Time} at=${record.eventTime} /></p>
        <${Why} record=${record} />
        <${Json} value=${record} label="CloudTrail record" />
      `}
    <//>
  <//>`;
}

/** Leads to the explanation of the same call now. */
function Why({record}) {
  const {eventSource, eventName, userIdentity, requestParameters} = record;
  const secret = requestParameters?.secretId;
  return eventSource === 'secretsmanager.amazonaws.com' && secret && ['IAMUser', 'AssumedRole'].includes(userIdentity.type)
    ? html`<p><a href=${link('access', '', {principal: userIdentity.arn, operation: eventName, resource: secret})}>Who may do this, and why</a></p>`
    : null;
}
