// The repair of a lesson: what may be changed in an editor, the difference to before, and what still refuses.
import {html, useState, Button, Field, Notice, Section} from '../frame.js';
import {Decision} from '../pictures/explanation.js';
import {differences} from '../pictures/diff.js';
import {Events} from './lesson-events.js';

export function LessonRepair({lesson, act}) {
  const {repair} = lesson;
  const [file, setFile] = useState(repair.file);
  const [result, setResult] = useState(null);
  const [ways, setWays] = useState(null);
  const check = async () => setResult(await act({repair: file}));
  return html`<${Section} title="Repair it" className="card">
    ${repair.task && html`<p class="story">${repair.task}</p>`}
    ${repair.repaired && html`<${Notice} kind="good">You have repaired this. Another repair may work as well.<//>`}
    <${Field}
      label="What may be changed"
      hint="YAML, in which policies are JSON"
      multiline=${Math.min(30, repair.file.split('\n').length + 2)}
      value=${file}
      onInput=${event => setFile(event.target.value)}
    />
    <${Difference} before=${repair.file} after=${file} />
    <div class="actions">
      <${Button} kind="primary" onClick=${check}>Check<//>
      <${Button} disabled=${file === repair.file} onClick=${() => setFile(repair.file)}>Undo all changes<//>
      ${repair.hintsLeft > 0 && html`<${Button} onClick=${() => act({hint: true})}>Hint, for 10 points<//>`}
      <${Button} kind="quiet" onClick=${async () => setWays((await act({solution: true})).ways)}>Show the solution, for all points<//>
    </div>
    ${repair.hints.map((hint, index) => html`<${Notice} key=${index}>Hint ${index + 1}: ${hint}<//>`)}
    ${result && html`<${Verdict} result=${result} />`}
    ${(ways || lesson.ways) && html`<${Ways} ways=${ways || lesson.ways} />`}
  <//>`;
}

function Verdict({result}) {
  if (result.malformed) {
    return html`<${Notice} kind="error">Not readable: ${result.malformed}<//>`;
  }
  return html`
    <${Events} events=${result.events} />
    <${Notice} kind=${result.works ? 'good' : 'error'}>${result.works ? 'Solved.' : `Not yet: ${result.why}`}<//>
    ${result.decision && html`<${Decision} access=${{allowed: false, decisions: [result.decision], repairs: []}} />`}
  `;
}

/** The lines that differ, each with a sign besides its colour. */
function Difference({before, after}) {
  if (before === after) {
    return null;
  }
  return html`<div class="diff" role="group" aria-label="Difference to before">
    ${differences(before.split('\n'), after.split('\n')).map(
      ({sign, text}) =>
        html`<div class=${{'+': 'added', '-': 'removed', ' ': 'same'}[sign]}><span class="sign">${sign}</span>${text || ' '}</div>`,
    )}
  </div>`;
}

function Ways({ways}) {
  const good = ways.filter(way => way.works);
  const tempting = ways.filter(way => !way.works && way.why);
  return html`<div class="ways">
    <h3>${good.length === 1 ? 'A way that works' : 'Ways that work'}</h3>
    ${good.map(
      way => html`<ul class="bullets">
        ${way.actions.map(action => html`<li>${action}</li>`)}
      </ul>`,
    )}
    ${tempting.map(way => html`<p>Not ${way.id}: ${way.why}</p>`)}
  </div>`;
}
