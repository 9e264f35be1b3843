//! Files for other tools, in the Data view: a format is chosen, the file written with a report of what it holds and
//! what it cannot, and only then saved. What was chosen and written stays while one looks at something else.

use super::control::Button;
use crate::app::export_report::{ExportLoss, ExportReport, FormatInfo};
use crate::app::import_lines::PlaceLine;
use crate::app::protocol::Reply;
use crate::app::written::Written;
use crate::model::Project;
use crate::web::download;
use crate::web::platform::request::Request;
use crate::web::platform::saver::now;
use crate::web::platform::worker::Asked;
use crate::web::store::{ByPtr, Store, use_select_later, use_store};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlSelectElement};
use yew::prelude::*;

/// How far it is.
#[derive(Clone, Default)]
enum State {
    /// Nothing was written.
    #[default]
    Idle,
    /// The file is being written: how much is done, and in all.
    Writing { n_done: u64, n_total: u64 },
    /// The file is there to be saved.
    Ready(Rc<Ready>),
    /// It could not be written: why.
    Failed(Rc<str>),
}

/// A file that was written.
struct Ready {
    name: String,
    file: Blob,
    report: ExportReport,
    /// Of this project.
    project: Rc<Project>,
}

/// What is kept while the view is left.
#[derive(Default)]
struct Desk {
    formats: RefCell<Rc<[FormatInfo]>>,
    /// Why there are no formats.
    problem: RefCell<Option<Rc<str>>>,
    chosen: Cell<usize>,
    state: RefCell<State>,
    asked: RefCell<Option<Asked>>,
    /// Goes up with each beginning and stop, so that what was begun before knows that nobody waits for it.
    nth: Cell<u32>,
    /// Draws the view again, while it is there.
    drawn: RefCell<Option<Callback<()>>>,
}

thread_local! {
    static DESK: Rc<Desk> = Rc::default();
}

/// What stands under the heading.
#[component]
pub(super) fn OtherTools() -> Html {
    let store = use_store();
    let again = use_force_update();
    let project = use_select_later(|session| ByPtr(session.project().clone()));
    let desk = DESK.with(Rc::clone);
    use_effect_with((), {
        let (store, desk) = (store.clone(), desk.clone());
        move |()| {
            desk.drawn.replace(Some(Callback::from(move |()| again.force_update())));
            if desk.formats.borrow().is_empty() {
                desk.ask_for_formats(&store);
            }
            move || drop(desk.drawn.take())
        }
    });
    let formats = desk.formats.borrow().clone();
    let Some(format) = formats.get(desk.chosen.get()).cloned() else { return desk.without_formats(&store) };
    let choose = {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            desk.chosen.set(select.selected_index().max(0) as usize);
            desk.stop();
        })
    };
    let state = desk.state.borrow().clone();
    let is_writing = matches!(state, State::Writing { .. });
    // One button in one place, so that the focus stays on it.
    let press = {
        let (store, desk, format) = (store.clone(), desk.clone(), format.clone());
        Callback::from(move |_: MouseEvent| if is_writing { desk.stop() } else { desk.write(&store, &format) })
    };
    html! {
        <>
            <div class="book-files">
                <label>
                    { "Format " }
                    <select onchange={choose}>
                        { for formats.iter().enumerate().map(|(ix, format)| html! {
                            <option selected={ix == desk.chosen.get()}>{ &*format.name }</option>
                        }) }
                    </select>
                </label>
                { Button::default().draw(press, if is_writing { "Stop" } else { "Write the file" }.into()) }
                if let State::Writing { n_done, n_total } = &state {
                    <progress aria-label="Writing the file" max={n_total.max(&1).to_string()}
                        value={n_done.to_string()} />
                }
            </div>
            { about(&format) }
            <div role="status">
                { match &state {
                    State::Idle | State::Writing { .. } => Html::default(),
                    State::Ready(ready) => ready_to_save(&store, ready, &project.0),
                    State::Failed(why) => html! { <p>{ format!("The file was not written. {why}") }</p> },
                } }
            </div>
        </>
    }
}

/// What a format is for.
fn about(format: &FormatInfo) -> Html {
    let line = |term: &'static str, text: &str| html! { <><dt>{ term }</dt><dd>{ text }</dd></> };
    html! {
        <dl class="format">
            { line("For", &format.tools) }
            { line("Holds", &format.holds) }
            { line("Offsets", &format.unit) }
            if !format.losses.is_empty() { { line("Leaves out", &format.losses.join("; ")) } }
        </dl>
    }
}

fn ready_to_save(store: &Store, ready: &Rc<Ready>, project: &Rc<Project>) -> Html {
    let save = {
        let ready = ready.clone();
        // A browser without object URLs cannot run this page at all.
        Callback::from(move |_: MouseEvent| drop(download::save(&ready.name, &ready.file)))
    };
    let report = &ready.report;
    html! {
        <>
            <p>{ format!("Written: {}.", report.written.join(", ")) }</p>
            <p>{ &*report.proof }</p>
            if !report.mismatches.is_empty() || !report.faults.is_empty() {
                <h3>{ "What did not come back as it was written" }</h3>
                <p>{ "The file can be saved all the same. Please report this as a fault of the page." }</p>
                <ul class="losses">
                    { for report.mismatches.iter().map(|loss| lost(store, loss)) }
                    { for report.faults.iter().map(|fault| html! { <li>{ &**fault }</li> }) }
                </ul>
            }
            if !Rc::ptr_eq(&ready.project, project) {
                <p>{ "The project has changed since. Write the file again to have that in it." }</p>
            }
            if report.losses.is_empty() {
                <p>{ "Every tag is in it." }</p>
            } else {
                <h3>{ "What this format cannot hold" }</h3>
                <ul class="losses">{ for report.losses.iter().map(|loss| lost(store, loss)) }</ul>
            }
            <div class="book-files">
                { Button::of("primary").draw(save, html! { <>{ "Save " }{ &ready.name }</> }) }
            </div>
        </>
    }
}

/// A loss, with its first places to look at.
fn lost(store: &Store, loss: &ExportLoss) -> Html {
    let lines = store.read(|session| loss.lines(session));
    if lines.is_empty() {
        return html! { <li>{ &*loss.what }</li> };
    }
    html! {
        <li>
            <details>
                <summary>{ &*loss.what }</summary>
                <ul class="rows">{ for lines.iter().map(|line| place(store, line)) }</ul>
            </details>
        </li>
    }
}

fn place(store: &Store, line: &PlaceLine) -> Html {
    let whose = if line.coder.is_empty() { line.article.clone() } else { format!("{}, {}", line.article, line.coder) };
    let what = html! { <><span class="quoted">{ &line.sentence }</span>{ " " }<small>{ whose }</small></> };
    match &line.go {
        Some(action) => html! { <li>{ Button::of("go").draw(store.on(action.clone()), what) }</li> },
        None => html! { <li>{ what }</li> },
    }
}

impl Desk {
    fn without_formats(self: &Rc<Desk>, store: &Store) -> Html {
        let Some(problem) = self.problem.borrow().clone() else {
            return html! { <p role="status">{ "Looking up the formats…" }</p> };
        };
        let (store, desk) = (store.clone(), self.clone());
        let again = Callback::from(move |_: MouseEvent| desk.ask_for_formats(&store));
        html! {
            <div role="status">
                <p>{ problem }</p>
                <div class="book-files">{ Button::default().draw(again, "Look up the formats again".into()) }</div>
            </div>
        }
    }

    fn ask_for_formats(self: &Rc<Desk>, store: &Store) {
        let engine = store.engine();
        let (desk, told) = (self.clone(), RefCell::new(Vec::new()));
        let on_reply = Callback::from(move |reply| match reply {
            Reply::Note(text) => told.borrow_mut().extend(FormatInfo::decode(&text)),
            Reply::Problem(text) => drop(desk.problem.replace(Some(text.into()))),
            Reply::Done => {
                desk.formats.replace(told.take().into());
                desk.draw();
            }
            _ => {}
        });
        store.read(|session| engine.ask_of(Request::Formats, session.project(), on_reply));
    }

    fn write(self: &Rc<Desk>, store: &Store, format: &FormatInfo) {
        let engine = store.engine();
        self.cancel();
        let at = now();
        let day: String = at.to_string().chars().take(10).collect();
        let name = format!("standpoint-{day}-{}.{}", format.id, format.extension);
        let project = store.read(|session| session.project().clone());
        self.show(State::Writing { n_done: 0, n_total: 1 });
        let (desk, report, problem) = (self.clone(), RefCell::new(None), RefCell::new(None));
        let on_reply = Callback::from(move |reply| match reply {
            Reply::Progress { n_done, n_total } => desk.show(State::Writing { n_done, n_total }),
            Reply::Report(text) => drop(report.replace(ExportReport::decode(&text))),
            Reply::Problem(text) => drop(problem.replace(Some(text))),
            Reply::Done => {
                let file = desk.asked.take().and_then(|asked| asked.file());
                desk.show(match (file, report.take()) {
                    (Some(file), Some(report)) => {
                        let (name, project) = (name.clone(), project.clone());
                        State::Ready(Rc::new(Ready { name, file, report, project }))
                    }
                    _ => State::Failed(problem.take().unwrap_or_default().into()),
                });
            }
            _ => {}
        });
        let (store, desk, kind, nth) = (store.clone(), self.clone(), Written::Tool(format.id.clone()), self.nth.get());
        spawn_local(async move {
            let (export, written) = download::export(&store, kind, at).await;
            // Stopped while the project was put into words.
            if desk.nth.get() == nth {
                desk.asked.replace(Some(engine.ask_of(Request::Export(export), &written, on_reply)));
            }
        });
    }

    fn stop(&self) {
        self.cancel();
        self.show(State::Idle);
    }

    fn cancel(&self) {
        self.nth.set(self.nth.get() + 1);
        if let Some(asked) = self.asked.take() {
            asked.cancel();
        }
    }

    fn show(&self, state: State) {
        self.state.replace(state);
        self.draw();
    }

    fn draw(&self) {
        let drawn = self.drawn.borrow().clone();
        if let Some(drawn) = drawn {
            drawn.emit(());
        }
    }
}
