// A question of a lesson: the learner chooses and says how sure, then the answer is run.
import {html, useId, useState, Form, Notice} from '../frame.js';
import {Events} from './lesson-events.js';

const CONFIDENCE = [
  ['guessed', 'I guess'],
  ['half_sure', 'Half sure'],
  ['sure', 'Sure'],
];

export function LessonQuestion({question, act}) {
  const keys = Object.keys(question.options);
  const [chosen, setChosen] = useState(question.type === 'MATCHING' || question.type === 'ORDERING' ? keys.map(() => '') : []);
  const [confidence, setConfidence] = useState('half_sure');
  const [result, setResult] = useState(null);
  const id = useId('question');
  const complete = chosen.filter(Boolean).length === needed(question, keys);
  const toggle = key => setChosen(chosen.includes(key) ? chosen.filter(each => each !== key) : [...chosen, key]);
  const put = (index, key) => setChosen(chosen.map((each, at) => (at === index ? key : each)));
  return html`<section class="question" aria-labelledby=${id}>
    <h3 id=${id}>${question.text}</h3>
    ${!result &&
    'firstAnswerWasRight' in question &&
    html`<${Notice} kind=${question.firstAnswerWasRight ? 'good' : 'info'}>
      You answered this ${question.firstAnswerWasRight ? 'rightly' : 'wrongly'} before; only the first answer counts.
    <//>`}
    ${result
      ? html`<${Options} question=${question} keys=${keys} chosen=${chosen} id=${id} disabled />`
      : html`<${Form}
          submit="Predict"
          disabled=${!complete}
          onSubmit=${async () => setResult(await act({question: question.id, answer: chosen, confidence}))}
        >
          <${Options} question=${question} keys=${keys} chosen=${chosen} id=${id} choose=${key => setChosen([key])} toggle=${toggle} put=${put} />
          <${Confidence} id=${id} chosen=${confidence} choose=${setConfidence} />
        <//>`}
    ${result && html`<${Result} question=${question} result=${result} chosen=${chosen} />`}
  </section>`;
}

function Confidence({id, chosen, choose}) {
  return html`<fieldset class="sure">
    <legend>How sure are you?</legend>
    ${CONFIDENCE.map(
      ([value, text]) => html`<label class="option">
        <input type="radio" name=${id + '-sure'} checked=${chosen === value} onChange=${() => choose(value)} />
        <span>${text}</span>
      </label>`,
    )}
  </fieldset>`;
}

function needed(question, keys) {
  return question.type === 'CHOICE' ? 1 : question.type === 'MULTIPLE' ? question.pick : keys.length;
}

function Options({question, keys, chosen, id, disabled, choose, toggle, put}) {
  const {type, options, answers} = question;
  if (type === 'CHOICE' || type === 'MULTIPLE') {
    return html`<fieldset disabled=${disabled}>
      <legend>${type === 'CHOICE' ? 'Choose one' : `Choose ${question.pick}`}</legend>
      ${keys.map(
        key => html`<label class="option">
          <input
            type=${type === 'CHOICE' ? 'radio' : 'checkbox'}
            name=${id}
            checked=${chosen.includes(key)}
            onChange=${() => (type === 'CHOICE' ? choose(key) : toggle(key))}
          />
          <span><b>${key}</b> ${options[key]}</span>
        </label>`,
      )}
    </fieldset>`;
  }
  const ordering = type === 'ORDERING';
  const choices = ordering ? options : answers;
  return html`<fieldset disabled=${disabled}>
    <legend>${ordering ? 'Put them in order' : 'Match each'}</legend>
    ${keys.map(
      (key, index) => html`<label class="match">
        <span>${ordering ? `${index + 1}.` : options[key]}</span>
        <select value=${chosen[index]} onChange=${event => put(index, event.target.value)}>
          <option value="">Choose…</option>
          ${Object.entries(choices).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select>
      </label>`,
    )}
  </fieldset>`;
}

function Result({question, result, chosen}) {
  const texts = question.type === 'MATCHING' ? question.answers : question.options;
  const reasons = chosen.filter(key => result.reasons[key]);
  return html`
    <${Events} events=${result.events} />
    <${Notice} kind=${result.isRight ? 'good' : 'error'}>
      <p>
        ${result.isRight ? 'Right.' : 'No. Right is: '}
        ${!result.isRight && result.right.map(key => texts[key]).join('; ')}
      </p>
      ${!result.isRight && result.why && html`<p>${result.why}</p>`}
      ${question.type !== 'MATCHING' && reasons.map(key => html`<p><b>${key}</b>: ${result.reasons[key]}</p>`)}
    <//>
  `;
}
