// What is shown stands in the address, `#/secrets/prod%2Fdb?tab=versions`, so that it can be shared and reloaded.
import {useEffect, useState} from './lib.js';

const CHANGED = 'strongroom-route';

export function parseRoute(hash = location.hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', name = ''] = path.split('/');
  return {view: decoded(view), name: decoded(name), query: Object.fromEntries(new URLSearchParams(query))};
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that somebody typed
  }
}

export function link(view, name = '', query = {}) {
  const present = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const tail = new URLSearchParams(present).toString();
  return `#/${encodeURIComponent(view)}${name ? '/' + encodeURIComponent(name) : ''}${tail ? '?' + tail : ''}`;
}

export function go(href) {
  location.hash = href;
}

/** Changes some of the query without a new entry in the history; an empty value removes one. */
export function setQuery(changes) {
  const {view, name, query} = parseRoute();
  history.replaceState(null, '', link(view, name, {...query, ...changes}));
  dispatchEvent(new Event(CHANGED));
}

export function useRoute() {
  const [route, setRoute] = useState(parseRoute);
  useEffect(() => {
    const read = () => setRoute(parseRoute());
    addEventListener('hashchange', read);
    addEventListener(CHANGED, read);
    return () => {
      removeEventListener('hashchange', read);
      removeEventListener(CHANGED, read);
    };
  }, []);
  return route;
}
