// Starts the page: takes the token, draws the frame, and loads a view when it is first asked for.
import {
  admin, hasToken, html, keepFocus, link, localTime, notify, onEvents, render, takeToken, useCallback, useData, useEffect,
  useHome, useNow, useRef, useRoute, useState, utcTime, ICON_PATHS, Icon, Notice, Page,
} from './frame.js';

/** The views by their groups in the navigation; `one` shows the thing that the route names. */
const GROUPS = [
  {
    title: 'Secrets',
    views: [
      {view: 'secrets', title: 'Secrets', all: () => import('./views/secrets.js'), one: () => import('./views/secret.js')},
      {view: 'rotations', title: 'Rotations', all: () => import('./views/rotations.js'), one: () => import('./views/rotation.js')},
      {view: 'replicas', title: 'Replicas', all: () => import('./views/replicas.js')},
      {view: 'parameters', title: 'Parameters', all: () => import('./views/parameters.js'), one: () => import('./views/parameter.js')},
    ],
  },
  {
    title: 'Access',
    views: [
      {view: 'access', title: 'Access', all: () => import('./views/access.js')},
      {view: 'keys', title: 'Keys', all: () => import('./views/keys.js'), one: () => import('./views/key.js')},
      {view: 'audit', title: 'Audit', all: () => import('./views/audit.js')},
    ],
  },
  {
    title: 'Emulator',
    views: [
      {view: 'clock', title: 'Clock', all: () => import('./views/clock.js')},
      {view: 'faults', title: 'Faults', all: () => import('./views/faults.js')},
      {view: 'snapshots', title: 'Snapshots', all: () => import('./views/snapshots.js')},
    ],
  },
  {
    title: 'Learning',
    views: [
      {view: 'lessons', title: 'Lessons', all: () => import('./views/lessons.js'), one: () => import('./views/lesson.js')},
    ],
  },
];

const VIEWS = new Map(GROUPS.flatMap(({views}) => views.map(each => [each.view, each])));
const FIRST = 'secrets';

function App() {
  const route = useRoute();
  const [open, setOpen] = useState(false);
  const main = useRef(null);
  const shown = `${route.view}/${route.name}`;
  const before = useRef(shown);
  useEffect(() => {
    setOpen(false);
    if (before.current !== shown) {
      before.current = shown;
      main.current.focus({preventScroll: true}); // a reader hears of the new view
      scrollTo(0, 0);
    }
  }, [shown]);
  return html`
    <div class="frame">
      <header class="top">
        <button
          type="button"
          class="button quiet menu"
          aria-expanded=${open ? 'true' : 'false'}
          aria-controls="navigation"
          onClick=${() => setOpen(!open)}
        ><${Icon} path="M2.5 4h11M2.5 8h11M2.5 12h11" /> Menu</button>
        <a class="brand" href=${link(FIRST)}><img src="icon.svg" alt="" width="22" height="22" />Strongroom</a>
        <div class="top-end">
          <${Connection} />
          <${Clock} />
          <${Theme} />
        </div>
      </header>
      <nav id="navigation" class=${open ? 'open' : ''} aria-label="Views">
        ${GROUPS.filter(({views}) => views.length > 0).map(
          group => html`<div class="nav-group">
            <h2>${group.title}</h2>
            <ul>
              ${group.views.map(
                each => html`<li>
                  <a href=${link(each.view)} aria-current=${each.view === (route.view || FIRST) ? 'page' : undefined}>
                    <${Icon} path=${ICON_PATHS[each.view]} />${each.title}
                  </a>
                </li>`,
              )}
            </ul>
          </div>`,
        )}
        <${Home} />
      </nav>
      <main id="view" tabindex="-1" ref=${main}>
        ${!hasToken() &&
        html`<${Notice} kind="warning">
          This page may look, but neither change nor show values: open the address that Strongroom printed when it started.
        <//>`}
        <${View} key=${shown} route=${route} />
      </main>
    </div>
  `;
}

function View({route}) {
  const entry = VIEWS.get(route.view || FIRST);
  const load = entry && (route.name && entry.one ? entry.one : entry.all);
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    load?.().then(
      module => setLoaded({module}),
      error => setLoaded({error}),
    );
  }, [load]);
  if (!load) {
    return html`<${Page} title="No such view">
      <${Notice} kind="warning">There is no view named “${route.view}”. <a href=${link(FIRST)}>Show the secrets</a><//>
    <//>`;
  }
  if (loaded.error) {
    return html`<${Notice} kind="error">The view can’t be loaded: ${loaded.error.message}<//>`;
  }
  return loaded.module ? html`<${loaded.module.default} route=${route} />` : html`<p class="muted loading">Loading…</p>`;
}

/** The virtual clock. */
function Clock() {
  const {data} = useData(async () => ({...(await admin.get('clock')), seen: Date.now()}));
  const now = useNow(data);
  if (!data) {
    return null;
  }
  const {ticking} = data;
  const content = html`
    <${Icon} path=${ICON_PATHS.clock} />
    <time dateTime=${now.toISOString()} title=${utcTime(now)}>${localTime(now)}</time>
    <span class="clock-state">${ticking ? 'running' : 'frozen'}</span>
  `;
  return VIEWS.has('clock')
    ? html`<a class="clock" href=${link('clock')} aria-label=${`Clock: ${localTime(now)}, ${ticking ? 'running' : 'frozen'}`}>${content}</a>`
    : html`<span class="clock">${content}</span>`;
}

/** Says when the events of the server don't arrive; silent while they do. */
function Connection() {
  const [lost, setLost] = useState(false);
  useEffect(
    () =>
      onEvents(({type}) => {
        if (type === 'connected' || type === 'disconnected') {
          setLost(type === 'disconnected');
        }
      }),
    [],
  );
  return lost ? html`<span class="tag warning" role="status">Not connected</span>` : null;
}

const THEMES = {'': 'System', light: 'Light', dark: 'Dark'};
const THEME = 'strongroom.theme';

function Theme() {
  const [theme, setTheme] = useState(localStorage.getItem(THEME) || '');
  const choose = useCallback(event => {
    const chosen = event.target.value;
    localStorage.setItem(THEME, chosen);
    document.documentElement.dataset.theme = chosen;
    setTheme(chosen);
    notify(`Colours: ${THEMES[chosen]}`);
  }, []);
  return html`<label class="theme">
    <span class="hidden">Colours</span>
    <select value=${theme} onChange=${choose}>
      ${Object.entries(THEMES).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
    </select>
  </label>`;
}

function Home() {
  const {account, region, version} = useHome();
  return account
    ? html`<dl class="home">
        <dt>Account</dt>
        <dd>${account}</dd>
        <dt>Region</dt>
        <dd>${region}</dd>
        ${version && html`<dt>Version</dt><dd>${version}</dd>`}
      </dl>`
    : null;
}

// A link within the page, whose address would name a view.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  document.getElementById('view').focus();
});

takeToken();
addEventListener('hashchange', takeToken); // the printed address, opened where the page is already
document.documentElement.dataset.theme = localStorage.getItem(THEME) || '';
keepFocus(document.getElementById('app'));
render(html`<${App} />`, document.getElementById('app'));
