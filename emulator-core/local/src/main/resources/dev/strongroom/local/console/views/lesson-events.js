// What happened in a lesson's world.
import {html} from '../frame.js';

/** The same lines as in the terminal. */
export function Events({events}) {
  return html`<ul class="events">
    ${events.map(
      event => html`<li>
        <time dateTime=${event.at} title=${event.at}>${event.at.slice(11, 19)}</time>
        <span>${event.text}</span>
      </li>`,
    )}
  </ul>`;
}
