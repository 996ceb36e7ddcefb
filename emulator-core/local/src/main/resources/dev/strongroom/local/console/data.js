// Data of the server that stay fresh: after changes of this page, and after the server's events.
import {useCallback, useEffect, useRef, useState} from './lib.js';
import {onEvents} from './api.js';

const DEBOUNCE = 100;

/** Returns `{data, error, loading, reload}`; while something is loading, the data are those before. */
export function useData(load, deps = []) {
  const [state, setState] = useState({loading: true});
  const latest = useRef(0);
  const loader = useRef(load);
  loader.current = load;
  const reload = useCallback(async () => {
    const turn = ++latest.current; // an answer that another request has overtaken is dropped
    setState(before => (before.loading ? before : {...before, loading: true}));
    try {
      const data = await loader.current();
      if (turn === latest.current) {
        setState({data, loading: false});
      }
    } catch (error) {
      if (turn === latest.current) {
        setState(before => ({data: before.data, error, loading: false}));
      }
    }
  }, []);
  useEffect(() => {
    reload();
  }, deps);
  useEffect(() => {
    let waiting = 0;
    const unsubscribe = onEvents(({type}) => {
      if ((type === 'changed' || type === 'event') && !waiting) {
        waiting = setTimeout(() => {
          waiting = 0;
          reload();
        }, DEBOUNCE);
      }
    });
    return () => {
      clearTimeout(waiting);
      latest.current++;
      unsubscribe();
    };
  }, []);
  return {...state, reload};
}

let home = {};
let asked = null;

/** Asks once for all; the views say that there is no answer, if there is none. */
function askForHome() {
  asked ||= fetch('/_strongroom/health')
    .then(answer => answer.json())
    .then(({account, region, version}) => (home = {account, region, version}))
    .catch(() => {
      asked = null;
    });
  return asked;
}

/** The account and Region of calls that name none. */
export function useHome() {
  const [known, setKnown] = useState(home);
  useEffect(() => {
    if (known !== home || !home.account) {
      askForHome().then(() => setKnown(home));
    }
  }, []);
  return known;
}

/** The time of a clock that was `seen`; while it runs, the page counts on between two looks at it. */
export function useNow(clock) {
  const [, count] = useState(0);
  const ticking = clock?.ticking;
  useEffect(() => {
    if (ticking) {
      const timer = setInterval(() => count(n => n + 1), 1000);
      return () => clearInterval(timer);
    }
    return undefined;
  }, [ticking]);
  return clock ? new Date(Date.parse(clock.now) + (ticking ? Date.now() - clock.seen : 0)) : new Date(0);
}
