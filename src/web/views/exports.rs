//! Files for other tools, in the Data view: a format is chosen, the file written with a report of what it holds and
//! what it cannot, and only then saved.

use super::control::Button;
use crate::app::export_report::{ExportLoss, ExportReport, FormatInfo};
use crate::app::import_lines::PlaceLine;
use crate::app::protocol::Reply;
use crate::app::written::Written;
use crate::web::download;
use crate::web::platform::request::Request;
use crate::web::platform::saver::now;
use crate::web::platform::worker::Asked;
use crate::web::store::{Store, use_store};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Blob, HtmlSelectElement};
use yew::prelude::*;

/// How far it is.
#[derive(Clone, Default)]
enum State {
    /// Nothing was written.
    #[default]
    Idle,
    /// The file is being written: bytes of text done, and in all.
    Writing { n_done: u64, n_total: u64 },
    /// The file is there to be saved.
    Ready { name: Rc<str>, file: Blob, report: Rc<ExportReport> },
    /// It could not be written: why.
    Failed(Rc<str>),
}

/// What stands under the heading.
#[component]
pub(super) fn OtherTools() -> Html {
    let store = use_store();
    let formats = use_state(Vec::<FormatInfo>::new);
    let chosen = use_state(|| 0);
    let state = use_state(State::default);
    // Leaving the view takes what is being written along.
    let asked: Rc<RefCell<Option<Asked>>> = use_mut_ref(|| None);
    use_effect_with((), {
        let (store, formats, asked) = (store.clone(), formats.clone(), asked.clone());
        move |()| {
            ask_for_formats(&store, formats);
            move || cancel(&asked)
        }
    });
    let Some(format) = formats.get(*chosen) else {
        return html! { <p role="status">{ "Looking up the formats…" }</p> };
    };
    let choose = {
        let (chosen, state, asked) = (chosen.clone(), state.clone(), asked.clone());
        Callback::from(move |event: Event| {
            cancel(&asked);
            state.set(State::Idle);
            let select: HtmlSelectElement = event.target_unchecked_into();
            chosen.set(select.selected_index().max(0) as usize);
        })
    };
    let write = {
        let (store, format, state, asked) = (store.clone(), format.clone(), state.clone(), asked.clone());
        Callback::from(move |_: MouseEvent| write(&store, &format, &state, &asked))
    };
    let stop = {
        let (state, asked) = (state.clone(), asked.clone());
        Callback::from(move |_: MouseEvent| {
            cancel(&asked);
            state.set(State::Idle);
        })
    };
    let outcome = match &*state {
        State::Idle => Html::default(),
        State::Writing { n_done, n_total } => html! {
            <div class="book-files">
                <progress aria-label="Writing the file" max={n_total.max(&1).to_string()} value={n_done.to_string()} />
                { Button::default().draw(stop, "Stop".into()) }
            </div>
        },
        State::Ready { name, file, report } => ready(&store, name, file, report),
        State::Failed(why) => html! { <p>{ format!("The file was not written: {why}. Nothing is lost.") }</p> },
    };
    html! {
        <>
            <div class="book-files">
                <label>
                    { "Format " }
                    <select onchange={choose}>
                        { for formats.iter().enumerate().map(|(ix, format)| html! {
                            <option selected={ix == *chosen}>{ &*format.name }</option>
                        }) }
                    </select>
                </label>
                { Button::default().draw(write, "Write the file".into()) }
            </div>
            { about(format) }
            <div role="status">{ outcome }</div>
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
            { line("Places", &format.unit) }
            if !format.losses.is_empty() { { line("Leaves out", &format.losses.join("; ")) } }
        </dl>
    }
}

fn ready(store: &Store, name: &Rc<str>, file: &Blob, report: &ExportReport) -> Html {
    let save = {
        let (name, file) = (name.clone(), file.clone());
        // A browser without object URLs cannot run this page at all.
        Callback::from(move |_: MouseEvent| drop(download::save(&name, &file)))
    };
    html! {
        <>
            <p>{ format!("Written: {}.", report.written.join(", ")) }</p>
            if report.losses.is_empty() {
                <p>{ "Nothing of this project had to be left out." }</p>
            } else {
                <h3>{ "What this format cannot hold" }</h3>
                <ul class="losses">{ for report.losses.iter().map(|loss| lost(store, loss)) }</ul>
            }
            <div class="book-files">
                { Button::of("primary").draw(save, html! { <>{ "Save " }{ &**name }</> }) }
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
    let what = html! { <><span class="quoted">{ &line.sentence }</span><small>{ whose }</small></> };
    match &line.go {
        Some(action) => html! { <li>{ Button::of("go").draw(store.on(action.clone()), what) }</li> },
        None => html! { <li>{ what }</li> },
    }
}

fn cancel(asked: &RefCell<Option<Asked>>) {
    if let Some(asked) = asked.take() {
        asked.cancel();
    }
}

fn ask_for_formats(store: &Store, formats: UseStateHandle<Vec<FormatInfo>>) {
    let Some(engine) = store.engine() else { return };
    let told = RefCell::new(Vec::new());
    let on_reply = Callback::from(move |reply| match reply {
        Reply::Note(text) => told.borrow_mut().extend(FormatInfo::decode(&text)),
        Reply::Done => formats.set(told.take()),
        _ => {}
    });
    store.read(|session| engine.ask_of(Request::Formats, session.project(), on_reply));
}

fn write(store: &Store, format: &FormatInfo, state: &UseStateHandle<State>, asked: &Rc<RefCell<Option<Asked>>>) {
    let Some(engine) = store.engine() else { return };
    cancel(asked);
    let at = now();
    let day: String = at.to_string().chars().take(10).collect();
    let name: Rc<str> = format!("standpoint-{day}-{}.{}", format.id, format.extension).into();
    let (export, project) = download::export(store, Written::Tool(format.id.clone()), at);
    state.set(State::Writing { n_done: 0, n_total: 1 });
    let (report, problem) = (RefCell::new(None), RefCell::new(None));
    let (state, of_file) = (state.clone(), asked.clone());
    let on_reply = Callback::from(move |reply| match reply {
        Reply::Progress { n_done, n_total } => state.set(State::Writing { n_done, n_total }),
        Reply::Report(text) => drop(report.replace(ExportReport::decode(&text))),
        Reply::Problem(text) => drop(problem.replace(Some(text))),
        Reply::Done => {
            let file = of_file.take().and_then(|asked| asked.file());
            state.set(match (file, report.take()) {
                (Some(file), Some(report)) => State::Ready { name: name.clone(), file, report: report.into() },
                _ => State::Failed(problem.take().unwrap_or_else(|| "the worker stopped".to_owned()).into()),
            });
        }
        _ => {}
    });
    let started = engine.ask_of(Request::Export(export), &project, on_reply);
    asked.replace(Some(started));
}
