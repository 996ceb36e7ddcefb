// The lessons of the course, with the progress of `strongroom learn`.
import {admin, html, link, setQuery, useData, Field, Loaded, Notice, Page, Table, Tag} from '../frame.js';

const STATES = [
  ['', 'Any'],
  ['open', 'Not done'],
  ['done', 'Done'],
];

export const examsText = exams =>
  Object.entries(exams)
    .map(([exam, tasks]) => `${exam} ${tasks.join(', ')}`)
    .join(' · ');

export default function Lessons({route}) {
  const from = useData(() => admin.get('lessons'));
  const {q = '', level = '', exam = '', state = ''} = route.query;
  const lessons = from.data?.lessons || [];
  const exams = [...new Set(lessons.flatMap(lesson => Object.keys(lesson.exams)))].sort();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = lessons.filter(
    lesson =>
      words.every(word => `${lesson.title} ${lesson.id}`.toLowerCase().includes(word)) &&
      (!level || String(lesson.level) === level) &&
      (!exam || exam in lesson.exams) &&
      (!state || lesson.done === (state === 'done')),
  );
  const done = lessons.filter(lesson => lesson.done).length;
  const next = lessons.find(lesson => !lesson.done);
  if (from.error?.status === 404) {
    return html`<${Page} title="Lessons">
      <${Notice}>Lessons come with the standalone application; this console was opened from Java.<//>
    <//>`;
  }
  return html`<${Page}
    title="Lessons"
    subtitle=${from.data && `${from.data.title}: ${done} of ${lessons.length} done`}
    actions=${next && html`<a class="button primary" href=${link('lessons', next.id)}>Go on: ${next.title}</a>`}
  >
    <div class="toolbar" role="search">
      <${Field}
        label="Search"
        type="search"
        className="grow"
        value=${q}
        onInput=${event => setQuery({q: event.target.value})}
      />
      <${Field}
        label="Level"
        options=${[['', 'All'], '1', '2', '3', '4', '5']}
        value=${level}
        onChange=${event => setQuery({level: event.target.value})}
      />
      <${Field} label="Exam" options=${[['', 'All'], ...exams]} value=${exam} onChange=${event => setQuery({exam: event.target.value})} />
      <${Field} label="State" options=${STATES} value=${state} onChange=${event => setQuery({state: event.target.value})} />
    </div>
    <${Loaded} from=${from}>
      ${() => html`<${Table}
        caption="Lessons"
        sortName="sort"
        rows=${shown}
        rowKey=${lesson => lesson.id}
        href=${lesson => link('lessons', lesson.id)}
        empty="No lesson is like this."
        columns=${[
          {head: 'Lesson', cell: lesson => lesson.title, sort: lesson => lesson.title, wide: true},
          {head: 'No.', cell: lesson => lesson.number, sort: lesson => lesson.number, number: true},
          {head: 'Level', cell: lesson => lesson.level, sort: lesson => lesson.level, number: true},
          {head: 'Exams', cell: lesson => examsText(lesson.exams)},
          {head: 'Kind', cell: lesson => (lesson.hasRepair ? 'repair' : 'questions')},
          {head: 'Points', cell: lesson => lesson.points, sort: lesson => lesson.points, number: true},
          {head: 'State', cell: lesson => html`<${State} lesson=${lesson} />`, sort: lesson => Number(lesson.done)},
        ]}
      />`}
    <//>
  <//>`;
}

function State({lesson}) {
  if (lesson.done) {
    return html`<${Tag} kind="good">done<//>`;
  }
  return html`<${Tag} kind=${lesson.begun ? 'info' : 'plain'}>${lesson.begun ? 'begun' : 'new'}<//>`;
}
