// One lesson: its story, steps that the learner predicts before they are shown, and what there is to repair.
import {
  admin, html, link, notify, setQuery, useData, useEffect, useState, Button, Confirm, Loaded, Notice, Page, Section, Tag,
} from '../frame.js';
import {Decision} from '../pictures/explanation.js';
import {Events} from './lesson-events.js';
import {LessonQuestion} from './lesson-question.js';
import {LessonRepair} from './lesson-repair.js';
import {LessonTimelines} from './lesson-timelines.js';
import {examsText} from './lessons.js';

const START = 'start';

export default function Lesson({route}) {
  const id = route.name;
  const path = 'lessons/' + encodeURIComponent(id);
  const from = useData(() => admin.get(path), [id]);
  const [resetting, setResetting] = useState(false);
  const lesson = from.data?.id === id ? from.data : null;
  return html`<${Page}
    title=${lesson?.title ?? id}
    subtitle=${lesson && `Level ${lesson.level}${Object.keys(lesson.exams).length ? ' · ' + examsText(lesson.exams) : ''}`}
    actions=${lesson &&
    html`
      <${Tag} kind=${lesson.done ? 'good' : 'plain'}>${lesson.points} of 100 points${lesson.done ? ', done' : ''}<//>
      ${lesson.begun && html`<${Button} kind="quiet" onClick=${() => setResetting(true)}>Begin anew<//>`}
      <a class="button" href=${link('lessons')}>All lessons</a>
    `}
  >
    <${Loaded} from=${from}>
      ${() => lesson && html`<${Course} key=${id} lesson=${lesson} act=${body => admin.post(path, body)} ran=${Number(route.query.ran) || 0} />`}
    <//>
    ${resetting &&
    html`<${Confirm}
      title="Begin anew"
      action="Forget it"
      onClose=${() => setResetting(false)}
      onConfirm=${async () => {
        await admin.post(path, {reset: true});
        setQuery({ran: ''});
        notify('Your answers are forgotten');
      }}
    >
      <p>Your answers, hints and the repair of this lesson are forgotten.</p>
    <//>`}
  <//>`;
}

/** The steps up to the first that has not been run; `ran`, which the address has, says how many have. */
function Course({lesson, act, ran}) {
  const shown = lesson.steps.slice(0, ran + 1);
  const asked = at => lesson.questions.filter(question => question.at === at);
  const ended = ran >= lesson.steps.length;
  return html`
    <p class="story">${lesson.story}</p>
    ${asked(START).length > 0 &&
    html`<${Section} title="Before the first step" className="card">
      ${asked(START).map(question => html`<${LessonQuestion} key=${question.id} question=${question} act=${act} />`)}
    <//>`}
    <ol class="steps">
      ${shown.map(
        (step, index) => html`<${Step}
          key=${step.id}
          step=${step}
          number=${index + 1}
          questions=${asked(step.id)}
          act=${act}
          done=${index < ran}
          onDone=${() => setQuery({ran: String(index + 1)})}
        />`,
      )}
    </ol>
    ${ended && html`<${LessonTimelines} act=${act} after=${lesson.steps[lesson.steps.length - 1].id} />`}
    ${ended && lesson.repair && html`<${LessonRepair} lesson=${lesson} act=${act} />`}
    ${ended && html`<${End} lesson=${lesson} />`}
  `;
}

/** What a step does, the questions about it, and then what happened. */
function Step({step, number, questions, act, done, onDone}) {
  const [result, setResult] = useState(null);
  const run = async () => setResult(await act({run: step.id}));
  useEffect(() => {
    if (done && !result) {
      run().catch(refusal => setResult({problem: refusal.message}));
    }
  }, [done]);
  return html`<li class="card step">
    <h2>Step ${number}</h2>
    ${step.say && html`<p>${step.say}</p>`}
    ${step.actions.length > 0 &&
    html`<ul class="bullets">
      ${step.actions.map(action => html`<li>${action}</li>`)}
    </ul>`}
    ${questions.map(question => html`<${LessonQuestion} key=${question.id} question=${question} act=${act} />`)}
    ${!done && html`<div class="actions"><${Button} kind="primary" onClick=${onDone}>${questions.length > 0 ? 'Show what happens' : 'Run this step'}<//></div>`}
    ${result && html`<${Happened} result=${result} />`}
  </li>`;
}

function Happened({result}) {
  const {events = [], problem, access} = result;
  return html`
    ${events.length > 0 && html`<${Events} events=${events} />`}
    ${access && html`<${Decision} access=${access} />`}
    ${problem && html`<${Notice} kind="warning">This is not what the scenario says: ${problem}<//>`}
  `;
}

function End({lesson}) {
  const unanswered = lesson.questions.filter(question => !('firstAnswerWasRight' in question)).length;
  if (!lesson.explanation) {
    return html`<${Notice}>
      ${unanswered > 0
        ? `${unanswered === 1 ? 'A question is' : `${unanswered} questions are`} still open; then the explanation is shown.`
        : 'The explanation is shown when it is repaired.'}
    <//>`;
  }
  return html`<${Section} title="What there is to learn" className="card">
    <p class="story">${lesson.explanation}</p>
    <p class="muted">Sources: ${lesson.sources.join(', ')}</p>
  <//>`;
}
