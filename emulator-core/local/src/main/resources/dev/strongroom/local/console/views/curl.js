// The same request for a shell.
import {html} from '../frame.js';

export function Curl({path, body}) {
  const quoted = JSON.stringify(body).replaceAll("'", "'\\''");
  const text = `curl -s ${location.origin}/_strongroom/${path} \\
  -H 'X-Strongroom-Admin: true' -H 'Content-Type: application/json' \\
  -d '${quoted}'`;
  return html`<details><summary>With curl</summary><pre class="json" tabindex="0" role="region" aria-label="With curl">${text}</pre></details>`;
}
