// The parts that all views are made of. Texts reach the page by htm's interpolation only, never as markup.
import {html, useEffect, useLayoutEffect, useRef, useState} from './lib.js';

const CIRCLE = 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z';
const ICONS = {
  info: `${CIRCLE}M8 7.5v3.5M8 5v.1`,
  good: `${CIRCLE}M5.5 8.5l1.8 1.8 3.2-4`,
  warning: 'M8 2l6.5 11.5h-13zM8 6.5v3M8 11.5v.1',
  error: `${CIRCLE}M6 6l4 4M10 6l-4 4`,
};
const WORDS = {info: 'Note', good: 'Done', warning: 'Warning', error: 'Error'};

/** Says something in the corner, which screen readers read out. */
export function notify(text) {
  const status = document.getElementById('status');
  status.textContent = text;
  clearTimeout(notify.timer);
  notify.timer = setTimeout(() => (status.textContent = ''), 6000);
}

export function Page({title, subtitle, actions, children}) {
  useEffect(() => {
    document.title = `${title} - Strongroom`;
  }, [title]);
  return html`
    <header class="page-header">
      <div class="page-title">
        <h1>${title}</h1>
        ${subtitle && html`<p class="muted">${subtitle}</p>`}
      </div>
      ${actions && html`<div class="actions">${actions}</div>`}
    </header>
    ${children}
  `;
}

export function Section({title, actions, children, className = ''}) {
  const id = useId('section');
  return html`<section class=${'section ' + className} aria-labelledby=${id}>
    <header class="section-header"><h2 id=${id}>${title}</h2>${actions && html`<div class="actions">${actions}</div>`}</header>
    ${children}
  </section>`;
}

let ids = 0;

/** An id that no other element has. */
export function useId(stem = 'id') {
  const id = useRef(null);
  id.current ??= `${stem}-${++ids}`;
  return id.current;
}

/** A label with a control. Children may be a control of their own, or a function from `{id, describedBy}` to one. */
export function Field({label, hint, error, children, type = 'text', options, multiline, className = '', ...input}) {
  const id = useId('field');
  const describedBy = hint || error ? id + '-hint' : undefined;
  const common = {id, 'aria-describedby': describedBy, 'aria-invalid': error ? 'true' : undefined, ...input};
  let control;
  if (typeof children === 'function') {
    control = children({id, describedBy});
  } else if (options) {
    control = html`<select ...${common}>
      ${options.map(option => {
        const [value, text] = Array.isArray(option) ? option : [option, option];
        return html`<option value=${value} selected=${String(input.value ?? '') === String(value)}>${text}</option>`;
      })}
    </select>`;
  } else if (multiline) {
    control = html`<textarea rows=${multiline === true ? 4 : multiline} spellcheck="false" ...${common}></textarea>`;
  } else {
    control = html`<input type=${type} autocomplete="off" spellcheck="false" ...${common} />`;
  }
  const box = type === 'checkbox';
  return html`<div class=${`field ${box ? 'field-box' : ''} ${className}`}>
    ${box && control}
    <label for=${id}>${label}</label>
    ${!box && control} ${children && typeof children !== 'function' && children}
    ${(hint || error) && html`<p id=${id + '-hint'} class=${error ? 'field-error' : 'hint'}>${error || hint}</p>`}
  </div>`;
}

/** An error of a service with its name, any other as it is. */
export function ErrorText({error}) {
  const named = error.name && error.name !== 'Error' && error.status;
  return html`${named && html`<strong>${error.name}</strong>${': '}`}${error.message}`;
}

/** A button that is busy until what it does is done, and shows what it is refused. Kinds: primary, danger, quiet. */
export function Button({kind = '', onClick, busy, disabled, children, type = 'button', ...more}) {
  const [state, setState] = useState({});
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);
  const act = async event => {
    if (state.busy) {
      return;
    }
    setState({busy: true});
    let error;
    try {
      await onClick?.(event);
    } catch (refusal) {
      error = refusal;
    }
    if (mounted.current) {
      setState({error});
    }
  };
  const working = busy || state.busy;
  const button = html`<button
    type=${type}
    class=${'button ' + kind}
    aria-busy=${working ? 'true' : undefined}
    disabled=${disabled}
    onClick=${type === 'submit' && !onClick ? undefined : act}
    ...${more}
  >${children}</button>`;
  return state.error
    ? html`<span class="button-with-error">${button}<span class="button-error" role="alert"><${ErrorText} error=${state.error} /></span></span>`
    : button;
}

/** Fields with a button that sends them, by Enter as well; `onSubmit` may refuse by an error, which is shown. */
export function Form({onSubmit, submit, kind = 'primary', disabled, onCancel, inline, children}) {
  const [state, setState] = useState({});
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);
  const send = async event => {
    event.preventDefault(); // the page's policy allows no form to be sent
    if (state.busy || disabled) {
      return;
    }
    setState({busy: true});
    let error;
    try {
      await onSubmit();
    } catch (refusal) {
      error = refusal;
    }
    if (mounted.current) {
      setState({error});
    }
  };
  return html`<form class=${inline ? 'inline' : ''} onSubmit=${send} novalidate>
    ${children} ${state.error && html`<${Notice} kind="error"><${ErrorText} error=${state.error} /><//>`}
    <div class="form-actions">
      ${onCancel && html`<${Button} onClick=${onCancel}>Cancel<//>`}
      <${Button} type="submit" kind=${kind} busy=${state.busy} disabled=${disabled}>${submit}<//>
    </div>
  </form>`;
}

export function Dialog({title, onClose, children, wide}) {
  const dialog = useRef(null);
  const id = useId('dialog');
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown.showModal();
    shown.querySelector('.dialog-body')?.querySelector('input, select, textarea, button')?.focus();
    return () => shown.close(); // gives the focus back
  }, []);
  return html`<dialog
    ref=${dialog}
    class=${wide ? 'wide' : ''}
    aria-labelledby=${id}
    onCancel=${event => {
      event.preventDefault();
      onClose();
    }}
  >
    <header class="dialog-header">
      <h2 id=${id}>${title}</h2>
      <button type="button" class="button quiet close" aria-label="Close" onClick=${onClose}>
        <${Icon} path="M4 4l8 8M12 4l-8 8" />
      </button>
    </header>
    <div class="dialog-body">${children}</div>
  </dialog>`;
}

/** Asks before something is done that can't be undone. */
export function Confirm({title, children, action, kind = 'danger', onConfirm, onClose}) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <${Form}
      submit=${action}
      kind=${kind}
      onCancel=${onClose}
      onSubmit=${async () => {
        await onConfirm();
        onClose();
      }}
    >
      <div class="confirm-text">${children}</div>
    <//>
  <//>`;
}

export function Icon({path, size = 16, label}) {
  return html`<svg
    class="icon"
    width=${size}
    height=${size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    role=${label ? 'img' : undefined}
    aria-label=${label}
    aria-hidden=${label ? undefined : 'true'}
  ><path d=${path} /></svg>`;
}

export function Notice({kind = 'info', children, actions}) {
  return html`<div class=${'notice ' + kind} role=${kind === 'error' ? 'alert' : undefined}>
    <span class="notice-mark"><${Icon} path=${ICONS[kind]} label=${WORDS[kind]} /></span>
    <div class="notice-text">${children}</div>
    ${actions}
  </div>`;
}

/** What `useData` has: the children once there are data, and an error if there is one. */
export function Loaded({from, children}) {
  const {data, error, reload} = from;
  return html`
    ${error &&
    html`<${Notice} kind="error" actions=${html`<${Button} onClick=${reload}>Try again<//>`}><${ErrorText} error=${error} /><//>`}
    ${data === undefined ? !error && html`<p class="muted loading">Loading…</p>` : children(data)}
  `;
}

const two = number => String(number).padStart(2, '0');

/** A date in the viewer's zone, `2026-11-28 16:04:09`. */
export function localTime(date) {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function utcTime(date) {
  return date.toISOString().slice(0, 19).replace('T', ' ') + ' UTC';
}

/** Of an ISO text, or of seconds since 1970 as AWS sends them. */
export function toDate(at) {
  return at instanceof Date ? at : new Date(typeof at === 'number' ? at * 1000 : at);
}

/** A time in the viewer's zone and in UTC; `short` leaves UTC to the title. */
export function Time({at, short, none = '–'}) {
  if (at === null || at === undefined || at === '') {
    return html`<span class="muted">${none}</span>`;
  }
  const date = toDate(at);
  const utc = utcTime(date);
  const local = localTime(date);
  const same = local + ' UTC' === utc;
  return html`<time dateTime=${date.toISOString()} title=${utc}>${same ? utc : local}${
    !same && !short && html` <span class="muted">${utc.slice(0, 10) === local.slice(0, 10) ? utc.slice(11) : utc}</span>`
  }</time>`;
}

/** A button that loads a value and shows it until it is hidden again. */
export function Reveal({load, label = 'Show value'}) {
  const [value, setValue] = useState();
  if (value === undefined) {
    return html`<${Button} onClick=${async () => setValue(await load())}>${label}<//>`;
  }
  return html`<div class="revealed">
    <${Json} value=${value} label="Value" />
    <div class="actions">
      ${navigator.clipboard && html`<${Button} kind="quiet" onClick=${() => copy(value)}>Copy<//>`}
      <${Button} kind="quiet" onClick=${() => setValue(undefined)}>Hide<//>
    </div>
  </div>`;
}

async function copy(value) {
  await navigator.clipboard.writeText(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  notify('Copied');
}

export function Tabs({tabs, selected, onSelect, label = 'Views'}) {
  const list = useRef(null);
  const move = event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (step) {
      const at = tabs.findIndex(([id]) => id === selected);
      const next = (at + step + tabs.length) % tabs.length;
      onSelect(tabs[next][0]);
      list.current.children[next].focus();
      event.preventDefault();
    }
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} ref=${list} onKeyDown=${move}>
    ${tabs.map(
      ([id, text]) => html`<button
        type="button"
        role="tab"
        id=${'tab-' + id}
        aria-selected=${id === selected ? 'true' : 'false'}
        tabindex=${id === selected ? 0 : -1}
        onClick=${() => onSelect(id)}
      >${text}</button>`,
    )}
  </div>`;
}

/** A word in a box. Kinds: plain, good, warning, error, info; the word says what the colour says. */
export function Tag({kind = 'plain', children, title}) {
  return html`<span class=${'tag ' + kind} title=${title}>${children}</span>`;
}

/** JSON, also that in a text, with its members on lines; any other text as it is. */
export function Json({value, label = 'JSON'}) {
  let text = value;
  if (typeof value === 'string') {
    try {
      const parsed = JSON.parse(value);
      text = typeof parsed === 'object' ? JSON.stringify(parsed, null, 2) : value;
    } catch {
      // a text that is no JSON
    }
  } else {
    text = JSON.stringify(value, null, 2);
  }
  return html`<pre class="json" tabindex="0" role="group" aria-label=${label}>${text}</pre>`;
}
