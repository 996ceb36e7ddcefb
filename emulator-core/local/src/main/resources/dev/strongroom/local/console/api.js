// All that the page asks for: administration and AWS calls, which curl can make as well.
const ROOT = '/_strongroom/';
const TOKEN = 'strongroom.token';
const TARGETS = {secretsmanager: 'secretsmanager', kms: 'TrentService', ssm: 'AmazonSSM'};
const RECONNECT_AFTER = 2000;

/** The administration's refusal; status 0 if there is no answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** A service's refusal, by AWS's name for it. */
export class AwsError extends Error {
  constructor(status, name, message) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** Keeps the token of the address for this tab, and takes it out of the address. */
export function takeToken() {
  const token = /[#&]token=([\w-]+)/.exec(location.hash);
  if (token) {
    sessionStorage.setItem(TOKEN, token[1]);
    history.replaceState(null, '', location.pathname + '#/');
  }
}

export function hasToken() {
  return sessionStorage.getItem(TOKEN) !== null;
}

function headers(more) {
  const token = sessionStorage.getItem(TOKEN);
  return {...(token && {'X-Strongroom-Token': token}), ...more};
}

/** Takes the answer that first.js has asked for, which is fresh once. */
function askedBefore(path) {
  const answer = window.asked?.get(path);
  window.asked?.delete(path);
  return answer;
}

async function send(path, options) {
  try {
    const asked = options.method === 'GET' && askedBefore(path);
    return await (asked || fetch(path, {cache: 'no-store', ...options}));
  } catch {
    throw new ApiError(0, 'Strongroom does not answer: it has ended, or this computer lost the connection to it');
  }
}

async function administer(method, path, body, changes = method !== 'GET') {
  const answer = await send(ROOT + path, {
    method,
    headers: headers({'X-Strongroom-Admin': 'true', ...(body && {'Content-Type': 'application/json'})}),
    body: body && JSON.stringify(body),
  });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new ApiError(answer.status, content.error || content.message || `Status ${answer.status}`);
  }
  if (changes) {
    fire({type: 'changed'});
  }
  return content;
}

export const admin = {
  /** Asks what is too long for an address, and changes nothing. */
  ask: (path, body) => administer('POST', path, body, false),
  get: path => administer('GET', path),
  post: (path, body = {}) => administer('POST', path, body),
  delete: path => administer('DELETE', path),
};

/**
 * Calls a service as an account's administrator, by default the home account's in the home Region. What only reads a
 * secret must not be called here: it would be in the audit as somebody's call.
 */
export async function aws(service, operation, parameters = {}, {region, account} = {}) {
  const scope = region && `${account || 'console'}/20260101/${region}/${service}/aws4_request`;
  const answer = await send('/', {
    method: 'POST',
    headers: headers({
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `${TARGETS[service]}.${operation}`,
      ...(scope && {Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`}),
    }),
    body: JSON.stringify(parameters),
  });
  const content = await answer.json().catch(() => ({}));
  fire({type: 'changed'}); // a refused call is in the audit, too
  if (!answer.ok) {
    const name = String(content.__type || `Status ${answer.status}`).replace(/^.*#/, '');
    throw new AwsError(answer.status, name, content.message || content.Message || content.error || name);
  }
  return content;
}

/** A ClientRequestToken; crypto.randomUUID is missing where the page comes from another host by plain HTTP. */
export function requestToken() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}

const callbacks = new Set();

function fire(event) {
  for (const callback of [...callbacks]) {
    callback(event);
  }
}

/**
 * Calls back after each change of this page, `{type: 'changed'}`, and with each event of the server. There is one stream for
 * all; a hidden tab ends it, because a browser has few connections to a server, and catches up when it is shown.
 */
export function onEvents(callback) {
  callbacks.add(callback);
  follow();
  return () => callbacks.delete(callback);
}

let stream = null;
let lost = false;

async function follow() {
  if (stream || document.hidden) {
    return;
  }
  const mine = new AbortController();
  stream = mine;
  try {
    const answer = await fetch(ROOT + 'events', {headers: headers({'X-Strongroom-Admin': 'true'}), signal: mine.signal});
    if (answer.ok) {
      fire({type: 'connected'});
      if (lost) {
        lost = false;
        fire({type: 'changed'}); // what happened meanwhile
      }
      await read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
    }
  } catch {
    // ended by us, or by the server: both are answered below
  }
  if (stream === mine) {
    stream = null;
    lost = true;
    fire({type: 'disconnected'});
    setTimeout(follow, RECONNECT_AFTER);
  }
}

async function read(reader) {
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block);
      if (data) {
        fire({type: 'event', event: JSON.parse(data[1])});
      }
    }
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    const ended = stream;
    stream = null;
    ended?.abort();
  } else {
    follow();
    fire({type: 'changed'});
  }
});
