// Scripted failures: those that are declared with their strikes, and a form for another one.
import {
  admin, html, notify, useData, useEffect, useState, Button, Dialog, Form, Json, Loaded, Notice, Page, Table, Tag,
} from '../frame.js';
import {EMPTY, FaultFields, bodyOf} from './fault-form.js';
import {Curl} from './curl.js';

const LOOK_AGAIN = 1000; // a call that is struck may be no event

export default function Faults() {
  const from = useData(() => admin.get('faults'));
  const [draft, setDraft] = useState(null);
  const {reload} = from;
  useEffect(() => {
    const timer = setInterval(() => !document.hidden && reload(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [reload]);
  return html`<${Page}
    title="Faults"
    subtitle="Failures that the emulator answers on purpose, so that an application’s retries can be seen."
    actions=${html`<${Button} kind="primary" onClick=${() => setDraft(EMPTY)}>Declare a fault<//>`}
  >
    <${Loaded} from=${from}>
      ${({faults, unused}) => html`<${Table}
        caption="Faults"
        rows=${faults}
        rowKey=${fault => fault.id}
        empty="No fault is declared: everything works."
        columns=${[
          {head: 'Fault', wide: true, cell: fault => fault.fault.replace(/: struck \d+( of \d+)?$/, '')},
          {head: 'Struck', cell: fault => html`<${Strikes} fault=${fault} never=${unused.includes(fault.id)} />`},
          {
            head: '',
            cell: fault => html`<div class="actions">
              <${Button}
                kind="quiet"
                aria-label=${`Remove ${fault.fault}`}
                onClick=${async () => {
                  await admin.delete(`faults/${encodeURIComponent(fault.id)}`);
                  notify('The fault is removed');
                }}
              >Remove<//>
            </div>`,
          },
        ]}
      />`}
    <//>
    <p class="muted">Of several faults the one that was declared first strikes first. Snapshots don’t hold faults.</p>
    ${draft && html`<${Declare} draft=${draft} setDraft=${setDraft} onClose=${() => setDraft(null)} />`}
  <//>`;
}

function Strikes({fault: {struck, limit}, never}) {
  const over = limit !== undefined && struck >= limit;
  return html`<span class="tags">
    <span class="struck">${limit === undefined ? `${struck} times` : `${struck} of ${limit}`}</span>
    ${never && html`<${Tag} kind="warning">never yet<//>`} ${over && html`<${Tag} kind="info">used up<//>`}
  </span>`;
}

function Declare({draft, setDraft, onClose}) {
  const {body, missing} = bodyOf(draft);
  return html`<${Dialog} title="Declare a fault" wide onClose=${onClose}>
    <${Form}
      submit="Declare"
      onCancel=${onClose}
      disabled=${Boolean(missing)}
      onSubmit=${async () => {
        const {fault} = await admin.post('faults', body);
        notify(`Declared: ${fault}`);
        onClose();
      }}
    >
      <${FaultFields} draft=${draft} change=${changes => setDraft({...draft, ...changes})} />
      ${missing ? html`<${Notice} kind="warning">${missing}<//>` : html`<${Json} value=${body} label="The fault as JSON" /><${Curl} path="faults" body=${body} />`}
    <//>
  <//>`;
}
